import type { Collection, Db, IndexDescription } from 'mongodb';
import type { SeatLayout } from '#shared/domain/seat.ts';
import type { AuditEntry } from '../domain/audit-entry.ts';
import type { Order } from '../domain/order.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import type { Showtime } from '../domain/showtime.ts';
import type { Auditorium, Cinema, Movie, Staff, Station } from '../domain/catalog.ts';

/** A domain object as a document: its id is the primary key. */
export type Stored<Entity extends { readonly id: string }> = Omit<Entity, 'id'> & { readonly _id: Entity['id'] };

export interface LayoutDocument extends SeatLayout {
  /** `<auditoriumId>:<version>` */
  readonly _id: string;
  readonly auditoriumId: string;
}

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
}

/** What became of a hold that was locked for payment. Its `_id` lets exactly one of order and abandonment win. */
export interface HoldOutcomeDocument {
  /** The hold's id. */
  readonly _id: string;
  readonly outcome: 'ORDERED' | 'ABANDONED';
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

export interface SessionDocument {
  readonly _id: string;
  readonly staffId: string;
  readonly stationId: string | null;
  /** SHA-256 of the only refresh token that is valid now. */
  readonly refreshHash: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** What must still happen outside the database after a commit. Deleted once it has. */
export interface OutboxDocument {
  readonly _id: string;
  readonly type: 'order.paid';
  readonly orderId: string;
  readonly at: Date;
}

export interface PrintReportDocument {
  /** The station's job id. */
  readonly _id: string;
  readonly orderId: string;
  readonly outcome: 'PRINTED' | 'FAILED';
  readonly at: Date;
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
  readonly sessions: Collection<SessionDocument>;
  readonly shifts: Collection<Stored<Shift>>;
  readonly cashMovements: Collection<Stored<CashMovement>>;
  readonly orders: Collection<Stored<Order>>;
  readonly showSeats: Collection<ShowSeatDocument>;
  readonly holdOutcomes: Collection<HoldOutcomeDocument>;
  readonly idempotencyKeys: Collection<IdempotencyDocument>;
  readonly printReports: Collection<PrintReportDocument>;
  readonly auditEntries: Collection<Stored<AuditEntry>>;
  readonly outbox: Collection<OutboxDocument>;
  readonly counters: Collection<CounterDocument>;
}

/** Every collection and its indexes. `_id` is the guard wherever one is enough, because it is the cheapest. */
const indexesByCollection: Readonly<Record<keyof Collections, readonly IndexDescription[]>> = {
  cinemas: [],
  auditoriums: [{ key: { cinemaId: 1 }, name: 'by_cinema' }],
  layouts: [],
  movies: [],
  showtimes: [{ key: { cinemaId: 1, startsAt: 1 }, name: 'by_cinema_and_start' }],
  staff: [{ key: { username: 1 }, name: 'by_username', unique: true }],
  stations: [],
  sessions: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  shifts: [
    { key: { staffId: 1 }, name: 'one_open_a_person', unique: true, partialFilterExpression: { state: 'OPEN' } },
  ],
  cashMovements: [{ key: { shiftId: 1 }, name: 'by_shift' }],
  orders: [
    { key: { code: 1 }, name: 'by_code', unique: true },
    { key: { showtimeId: 1, placedAt: -1 }, name: 'by_showtime' },
    { key: { placedAt: -1, _id: -1 }, name: 'newest_first' },
  ],
  showSeats: [{ key: { showtimeId: 1 }, name: 'by_showtime' }],
  holdOutcomes: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  idempotencyKeys: [{ key: { expiresAt: 1 }, name: 'expiry', expireAfterSeconds: 0 }],
  printReports: [{ key: { orderId: 1 }, name: 'by_order' }],
  auditEntries: [
    { key: { at: -1, _id: -1 }, name: 'newest_first' },
    { key: { orderId: 1, at: -1 }, name: 'by_order' },
    { key: { showtimeId: 1, at: -1 }, name: 'by_showtime' },
  ],
  outbox: [],
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
