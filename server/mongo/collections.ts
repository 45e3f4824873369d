import type { Collection, Db, IndexDescription } from 'mongodb';
import type { SeatLayout } from '#shared/domain/seat.ts';
import type { RecordedEntry } from '../domain/audit-entry.ts';
import type { ChainAnchorDocument, ChainHeadDocument } from './audit-documents.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import type { BusinessDay } from '../domain/business-day.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import type { ZReport } from '../domain/shift-report.ts';
import type { Showtime } from '../domain/showtime.ts';
import type { Auditorium, Cinema, Movie } from '../domain/catalog.ts';
import type { Customer } from '../domain/customer.ts';
import type { Staff } from '../domain/staff.ts';
import type { Station } from '../domain/station.ts';
import type {
  AttemptsDocument,
  PairingCodeDocument,
  SessionDocument,
  SetupCodeDocument,
} from './identity-documents.ts';
import type { WaitingEntry } from '../domain/waiting-list.ts';
import type {
  HandledEventDocument,
  NotificationDocument,
  OutboxDocument,
  SalesFigureDocument,
} from './event-documents.ts';

/** A domain object as a document: its id is the primary key. */
export type Stored<Entity extends { readonly id: string }> = Omit<Entity, 'id'> & { readonly _id: Entity['id'] };

export interface LayoutDocument extends SeatLayout {
  /** `<auditoriumId>:<version>` */
  readonly _id: string;
  readonly auditoriumId: string;
}

export type OrderDocument = Stored<Order> & {
  /** How often something was decided about the order from other documents, so that two decisions conflict. */
  readonly decisions?: number;
};

/** The durable claim of one seat of one showtime: its `_id` is what refuses a second sale. Absent = available. */
export interface ShowSeatDocument {
  /** `<showtimeId>:<seatId>` */
  readonly _id: string;
  readonly showtimeId: string;
  readonly seatId: string;
  readonly seatIndex: number;
  readonly state: 'LOCKED' | 'BOOKED' | 'BLOCKED';
  readonly orderId: string | null;
  readonly holdId: string | null;
  readonly fence: number;
  /** Until when a LOCKED seat waits for its payment; whoever gives it up afterwards asks the order first. */
  readonly lockedUntil: Date | null;
}

/** An event of the payment gateway that was worked off; it may come again. */
export interface PaymentEventDocument {
  /** The gateway's event id. */
  readonly _id: string;
  readonly type: string;
  readonly at: Date;
}

/** Receipts and tickets that were numbered outside of shifts: at a kiosk, or for customers of the API. */
export interface NumberSeriesDocument {
  /** The station's id, or the shard of the web. */
  readonly _id: string;
  /** Begins the numbers, unique among all series. */
  readonly name: string;
  readonly receiptCount: number;
  readonly ticketCount: number;
}

/** What became of a hold that was locked. Its `_id` lets exactly one of order, block and abandonment win. */
export interface HoldOutcomeDocument {
  /** The hold's id. */
  readonly _id: string;
  readonly outcome: 'ORDERED' | 'BLOCKED' | 'ABANDONED';
  readonly orderId: string | null;
  readonly expiresAt: Date;
}

/** The first reply to an idempotency key. */
export interface IdempotencyDocument {
  /** `<staffId>:<key>` */
  readonly _id: string;
  readonly requestHash: string;
  readonly orderId: string;
  readonly expiresAt: Date;
}

export interface PrintReportDocument {
  /** The station's job id. */
  readonly _id: string;
  readonly orderId: string;
  readonly outcome: 'PRINTED' | 'FAILED';
  readonly at: Date;
  /** The shift that printed, and whose report it belongs to. */
  readonly shiftId: string | null;
  /** How many of its tickets had been printed before. */
  readonly reprints: number;
}

export interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

export interface Collections {
  readonly cinemas: Collection<Stored<Cinema>>;
  readonly auditoriums: Collection<Stored<Auditorium>>;
  readonly layouts: Collection<LayoutDocument>;
  readonly movies: Collection<Stored<Movie>>;
  readonly showtimes: Collection<Stored<Showtime>>;
  readonly staff: Collection<Stored<Staff>>;
  readonly stations: Collection<Stored<Station>>;
  readonly customers: Collection<Stored<Customer>>;
  readonly sessions: Collection<SessionDocument>;
  readonly attempts: Collection<AttemptsDocument>;
  readonly pairingCodes: Collection<PairingCodeDocument>;
  readonly setupCodes: Collection<SetupCodeDocument>;
  readonly shifts: Collection<Stored<Shift>>;
  readonly cashMovements: Collection<Stored<CashMovement>>;
  readonly shiftReports: Collection<Stored<ZReport>>;
  readonly businessDays: Collection<Stored<BusinessDay>>;
  readonly waitingEntries: Collection<Stored<WaitingEntry>>;
  readonly orders: Collection<OrderDocument>;
  readonly refunds: Collection<Stored<Refund>>;
  readonly paymentEvents: Collection<PaymentEventDocument>;
  readonly numberSeries: Collection<NumberSeriesDocument>;
  readonly showSeats: Collection<ShowSeatDocument>;
  readonly holdOutcomes: Collection<HoldOutcomeDocument>;
  readonly idempotencyKeys: Collection<IdempotencyDocument>;
  readonly printReports: Collection<PrintReportDocument>;
  readonly auditEntries: Collection<Stored<RecordedEntry>>;
  readonly auditHeads: Collection<ChainHeadDocument>;
  readonly auditAnchors: Collection<ChainAnchorDocument>;
  readonly outbox: Collection<OutboxDocument>;
  readonly handledEvents: Collection<HandledEventDocument>;
  readonly salesFigures: Collection<SalesFigureDocument>;
  readonly notifications: Collection<NotificationDocument>;
  readonly counters: Collection<CounterDocument>;
}

/** Every collection and its indexes. `_id` is the guard wherever one is enough, because it is the cheapest. */
const indexesByCollection: Readonly<Record<keyof Collections, readonly IndexDescription[]>> = {
  cinemas: [],
  auditoriums: [{ key: { cinemaId: 1 }, name: 'by_cinema' }],
  layouts: [],
  movies: [],
  showtimes: [{ key: { cinemaId: 1, startsAt: 1 }, name: 'by_cinema_and_start' }],
  staff: [
    { key: { username: 1 }, name: 'by_username', unique: true },
    { key: { email: 1 }, name: 'by_email', unique: true, partialFilterExpression: { email: { $type: 'string' } } },
  ],
  stations: [],
  customers: [{ key: { email: 1 }, name: 'by_email', unique: true }],
  sessions: [
    { key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 },
    { key: { accountId: 1 }, name: 'by_account' },
    { key: { stationId: 1 }, name: 'by_station' },
    { key: { revokedAt: 1 }, name: 'by_revocation' },
  ],
  attempts: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  pairingCodes: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  setupCodes: [],
  shifts: [
    { key: { staffId: 1 }, name: 'one_open_a_person', unique: true, partialFilterExpression: { state: 'OPEN' } },
    { key: { cinemaId: 1, openedAt: -1 }, name: 'by_cinema_and_opening' },
    { key: { staffId: 1, openedAt: -1 }, name: 'by_person' },
  ],
  cashMovements: [{ key: { shiftId: 1 }, name: 'by_shift' }],
  shiftReports: [],
  businessDays: [],
  waitingEntries: [
    { key: { showtimeId: 1, number: 1 }, name: 'by_showtime' },
    { key: { orderId: 1 }, name: 'by_offer', partialFilterExpression: { state: 'OFFERED' } },
    { key: { state: 1 }, name: 'waiting', partialFilterExpression: { state: 'WAITING' } },
  ],
  orders: [
    { key: { code: 1 }, name: 'by_code', unique: true },
    { key: { showtimeId: 1, placedAt: -1 }, name: 'by_showtime' },
    { key: { placedAt: -1, _id: -1 }, name: 'newest_first' },
    { key: { paymentDueAt: 1 }, name: 'by_due', partialFilterExpression: { state: 'PENDING_PAYMENT' } },
    { key: { placedAt: 1 }, name: 'open_payments', partialFilterExpression: { 'payment.outcome': 'OPEN' } },
    { key: { shiftId: 1, paidAt: 1 }, name: 'by_shift' },
    { key: { 'placedBy.staffId': 1, placedAt: -1 }, name: 'by_buyer' },
  ],
  refunds: [
    { key: { orderId: 1 }, name: 'by_order' },
    { key: { shiftId: 1, requestedAt: 1 }, name: 'by_shift' },
    { key: { requestedAt: 1 }, name: 'unsettled', partialFilterExpression: { settledAt: null } },
  ],
  paymentEvents: [{ key: { at: 1 }, name: 'expiry', expireAfterSeconds: 30 * 86_400 }],
  numberSeries: [],
  showSeats: [
    { key: { showtimeId: 1 }, name: 'by_showtime' },
    { key: { orderId: 1 }, name: 'by_order' },
  ],
  holdOutcomes: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  idempotencyKeys: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  printReports: [
    { key: { orderId: 1 }, name: 'by_order' },
    { key: { shiftId: 1, at: 1 }, name: 'by_shift' },
  ],
  auditEntries: [
    { key: { at: -1, _id: -1 }, name: 'newest_first' },
    { key: { orderId: 1, at: -1 }, name: 'by_order' },
    { key: { showtimeId: 1, at: -1 }, name: 'by_showtime' },
    { key: { 'details.holdId': 1 }, name: 'by_hold' },
    { key: { seq: 1 }, name: 'by_seq' },
  ],
  auditHeads: [],
  auditAnchors: [{ key: { seq: 1 }, name: 'by_seq' }],
  outbox: [
    { key: { relayedIn: 1 }, name: 'by_life' },
    { key: { relayedAt: 1 }, name: 'expiry', expireAfterSeconds: 86_400 },
  ],
  // Kept for good, as the orders are: an order may be given back long after it was sold.
  handledEvents: [],
  salesFigures: [],
  notifications: [],
  counters: [],
};

export function collectionsOf(db: Db): Collections {
  const names = Object.keys(indexesByCollection) as (keyof Collections)[];
  return Object.fromEntries(names.map((name) => [name, db.collection(name)])) as unknown as Collections;
}

/** Creates what is missing of collections and indexes, before any transaction uses them. Safe to repeat. */
export async function prepareCollections(db: Db): Promise<void> {
  const existing = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  for (const [name, indexes] of Object.entries(indexesByCollection)) {
    if (!existing.has(name)) await createUnlessThere(db, name);
    if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
  }
}

const namespaceExists = 48;

/** Another program may create the same collection at the same moment. */
async function createUnlessThere(db: Db, name: string): Promise<void> {
  try {
    await db.createCollection(name);
  } catch (error) {
    if ((error as { code?: unknown }).code !== namespaceExists) throw error;
  }
}
