import { seatStates, type SeatState, type SeatStateName } from '#shared/domain/seat-map.ts';
import type { AuditEntryResolvers, AuditFilter, QueryResolvers, SeatStepResolvers } from '../generated/resolvers.ts';
import { pageRequest, presentPage } from '../page-request.ts';

type AuditQueries = 'auditEntries' | 'verifyAudit' | 'seatHistory' | 'orderHistory' | 'seatMapAt';

export const auditQueries: Pick<QueryResolvers, AuditQueries> = {
  auditEntries: async (_root, { filter, after, first, order }, { services }) =>
    presentPage(await services.audit.page(withoutNulls(filter ?? {}), pageRequest(after, first), order)),
  verifyAudit: (_root, { from }, { services }) => services.audit.verify(from ?? undefined),
  seatHistory: (_root, { showtimeId, seatId }, { services }) => services.auditHistory.ofSeat(showtimeId, seatId),
  orderHistory: (_root, { orderId }, { services }) => services.auditHistory.ofOrder(orderId),
  seatMapAt: async (_root, { showtimeId, at }, { services }) => {
    const packed = await services.auditHistory.seatMapAt(showtimeId, at);
    return packed === undefined ? null : { at, packed };
  },
};

/** GraphQL says null where our criteria say nothing. */
function withoutNulls(filter: AuditFilter) {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined));
}

export const auditEntryFields: Pick<AuditEntryResolvers, 'details'> = {
  details: ({ details }) => JSON.stringify(details),
};

export const seatStepFields: Pick<SeatStepResolvers, 'from' | 'to'> = {
  from: ({ from }) => nameOf(from),
  to: ({ to }) => nameOf(to),
};

const names = new Map(Object.entries(seatStates).map(([name, state]) => [state, name as SeatStateName]));

function nameOf(state: SeatState): SeatStateName {
  return names.get(state) ?? 'FREE';
}
