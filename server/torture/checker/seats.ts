import type { Order } from '../../domain/order.ts';
import type { AuditAction, RecordedEntry } from '../../domain/audit-entry.ts';
import { grouped, liveTickets, writtenAt, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** The seats that an order has now. */
function seatsOf(order: Order): readonly string[] {
  const places = order.state === 'PENDING_PAYMENT' ? order.lines : liveTickets(order);
  return places.map(({ seatId }) => seatId);
}

/** A seat of a showtime is in at most one order, and the database's claims say exactly that. */
export function* checkClaims({ dump: { orders, claims } }: Evidence): Generator<Violation> {
  const promised = new Map<string, Order[]>();
  for (const order of orders) {
    for (const seatId of seatsOf(order)) {
      const place = `${order.showtimeId}:${seatId}`;
      const others = promised.get(place) ?? [];
      for (const other of others) yield soldTwice(order.showtimeId, seatId, other.id, order.id, 'now');
      promised.set(place, [...others, order]);
    }
  }
  const made = new Map(claims.filter(({ orderId }) => orderId !== null).map((claim) => [claim._id, claim]));
  for (const place of new Set([...promised.keys(), ...made.keys()])) {
    const claim = made.get(place);
    const found = claim ? `${claim.state} for ${claim.orderId} with ${claim.fence}` : 'none';
    // An order whose claim another one has taken over differs from it, whichever of the two is looked at first.
    for (const order of promised.get(place) ?? [undefined]) {
      const wanted = order ? `${stateOfClaim(order)} for ${order.id} with ${order.fence}` : 'none';
      if (wanted === found) continue;
      const orderIds = [order?.id, claim?.orderId].flatMap((id) => id ?? []);
      yield violation('claims differ from orders', `${place}: the order promises ${wanted}, the claim is ${found}.`, {
        orderIds,
      });
    }
  }
}

function stateOfClaim({ state }: Order): 'LOCKED' | 'BOOKED' {
  return state === 'PENDING_PAYMENT' ? 'LOCKED' : 'BOOKED';
}

/** From when to when an order had a seat, epoch ms. */
interface Possession {
  readonly showtimeId: string;
  readonly seatId: string;
  readonly orderId: string;
  readonly from: number;
  readonly to: number;
}

const begins: ReadonlySet<AuditAction> = new Set(['order.placed', 'order.paid']);
const ends: ReadonlySet<AuditAction> = new Set([
  'order.payment_failed',
  'order.expired',
  'order.cancelled',
  'order.voided',
  'order.exchanged',
  'order.partially_refunded',
  'order.refund_requested',
  'order.refunded',
]);

/** No seat was in two orders at any time, as the audit entries alone tell it; and they end where the orders stand. */
export function* checkPossessions(evidence: Evidence): Generator<Violation> {
  const possessions: Possession[] = [];
  for (const order of evidence.dump.orders) {
    const { had, has } = possessionsOf(evidence.entriesOf(order.id));
    const [told, standing] = [[...has.keys()], seatsOf(order)].map((seatIds) => seatIds.toSorted().join(' '));
    if (told !== standing) {
      const text = `The entries say that ${order.id} has [${told}], it has [${standing}].`;
      yield violation('history tells another state', text, { orderIds: [order.id] });
    }
    possessions.push(...had.map((each) => ({ ...each, orderId: order.id, showtimeId: order.showtimeId })));
  }
  const bySeat = grouped(possessions, ({ showtimeId, seatId }) => `${showtimeId} ${seatId}`);
  for (const ofSeat of bySeat.values()) yield* overlaps(ofSeat);
}

function* overlaps(possessions: readonly Possession[]): Generator<Violation> {
  let last: Possession | undefined;
  for (const next of possessions.toSorted((one, other) => one.from - other.from)) {
    if (last && next.from < last.to) {
      const when = `from ${timeText(next.from)} to ${timeText(Math.min(last.to, next.to))}`;
      yield soldTwice(last.showtimeId, last.seatId, last.orderId, next.orderId, when);
    }
    if (!last || next.to > last.to) last = next;
  }
}

function possessionsOf(entries: readonly RecordedEntry[]) {
  const has = new Map<string, number>();
  const had: Pick<Possession, 'seatId' | 'from' | 'to'>[] = [];
  for (const entry of entries.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const moment = writtenAt(entry);
    for (const seatId of entry.seatIds) {
      const since = has.get(seatId);
      if (begins.has(entry.action) && since === undefined) has.set(seatId, moment);
      if (!ends.has(entry.action) || since === undefined) continue;
      had.push({ seatId, from: since, to: moment });
      has.delete(seatId);
    }
  }
  for (const [seatId, from] of has) had.push({ seatId, from, to: Number.POSITIVE_INFINITY });
  return { had, has };
}

function soldTwice(showtimeId: string, seatId: string, one: string, other: string, when: string): Violation {
  const text = `${seatId} of ${showtimeId} is in two orders, ${one} and ${other}, ${when}.`;
  return violation('seat sold twice', text, { seat: { showtimeId, seatId }, orderIds: [one, other] });
}

function timeText(ms: number): string {
  return ms === Number.POSITIVE_INFINITY ? 'now' : new Date(ms).toISOString().slice(11, 23);
}
