/**
 * Which value of the server stands behind a GraphQL type, relative to `server/graphql/generated/`. Fields that such a
 * value doesn't have in the right type need a resolver, or the server doesn't compile.
 */
export const mappers = {
  Cinema: '../../domain/catalog.ts#Cinema',
  Auditorium: '../../domain/catalog.ts#Auditorium',
  Movie: '../../domain/catalog.ts#Movie',
  Showtime: '../../domain/showtime.ts#Showtime',
  PriceList: '../../../shared/domain/pricing.ts#PriceList',
  SeatMap: '../../services/seat-map-service.ts#SeatMapView',
  SeatLayout: '../../services/seat-map-service.ts#LayoutView',
  Seat: '../../../shared/domain/seat.ts#Seat',
  Order: '../../domain/order.ts#Order',
  Ticket: '../../domain/order.ts#Ticket',
  Refund: '../../domain/refund.ts#Refund',
  Shift: '../../domain/shift.ts#Shift',
  ShiftReport: '../../domain/shift-report.ts#ShiftReport',
  Takings: '../../domain/takings.ts#Takings',
  WaitingEntry: '../../services/waiting-list/waiting-list-service.ts#WaitingEntryView',
  BusinessDay: '../../services/shifts/business-days.ts#BusinessDayView',
  AuditEntry: '../../domain/audit-entry.ts#RecordedEntry',
  SeatStep: '../../services/audit/audit-history.ts#RecordedSeatStep',
  OrderStep: '../../services/audit/audit-history.ts#RecordedOrderStep',
  StaffAccount: '../../domain/staff.ts#Staff',
  Station: '../../domain/station.ts#Station',
};
