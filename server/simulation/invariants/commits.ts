import { mayFollow } from '#shared/domain/order-state.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { CashMovement } from '../../domain/shift.ts';
import type { OutboxDocument } from '../../mongo/event-documents.ts';
import type { Change } from '../mongo-model/database.ts';
import type { LiveMapWatch } from './live-maps.ts';
import { entityOf, type Records } from './records.ts';
import { seatIdAt } from '../world/cinema.ts';
import { checkClaims } from './seats.ts';
import type { Violations } from './violations.ts';

interface Dependencies {
  readonly records: () => Records;
  readonly violations: Violations;
  readonly hasRedisLostData: () => boolean;
  readonly maps: Pick<LiveMapWatch, 'lastFenceOf' | 'mendedIn'>;
}

/** Collections whose documents stay as they are. */
const writtenOnce = new Set(['auditEntries', 'holdOutcomes', 'idempotencyKeys', 'cashMovements', 'shiftReports']);

/** Looks at every commit: invariants 1 (one order a seat), 3 (nothing without an entry) and 10 (whole or absent). */
export class CommitWatch {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  committed(changes: readonly Change[]): void {
    const { records, violations } = this.#dependencies;
    const touched = new Set(changes.map(({ collection }) => collection));
    if (touched.has('orders') || touched.has('showSeats')) checkClaims(records(), violations);
    const commit = new Commit(changes);
    for (const change of changes) {
      if (change.collection === 'orders') this.#checkOrder(change, commit);
      if (change.collection === 'refunds') this.#checkRefund(change, commit);
      if (change.collection === 'cashMovements') this.#checkMovement(change, commit);
      if (change.collection === 'auditEntries') this.#checkRepair(change);
      if (writtenOnce.has(change.collection)) {
        violations.expect(change.before === undefined, () => `${change.collection} changed: ${inWords(change.before)}`);
      }
    }
  }

  #checkOrder({ before, after }: Change, commit: Commit): void {
    const { violations } = this.#dependencies;
    if (!after) return violations.add(`an order was deleted: ${inWords(before)}`);
    const order = entityOf<Order>(after);
    const earlier = before && entityOf<Order>(before);
    const name = `the order ${order.id} (${earlier?.state ?? 'new'} → ${order.state})`;
    const isSame = earlier?.state === order.state;
    const isAllowed = earlier ? isSame || mayLeadTo(earlier.state, order.state) : isFirstState(order);
    violations.expect(isAllowed, () => `${name} went where no order goes`);
    const isTold = commit.entriesOf(order.id).length > 0 || (earlier !== undefined && !isDifferent(earlier, order));
    violations.expect(isTold, () => `${name} changed without an audit entry`);
    violations.expect(isSame || commit.tells(order.id), () => `${name} changed without telling anybody`);
    const fence = this.#dependencies.maps.lastFenceOf(order.holdId);
    // What Redis gave before it lost everything may still be sold.
    const isOld = earlier?.holdId === order.holdId || this.#dependencies.hasRedisLostData();
    const isOwn = isOld || fence === String(order.fence);
    violations.expect(isOwn, () => `${name} has the fence ${order.fence} of a hold that has ${fence} by now`);
    violations.expect(isWhole(order), () => `${name} is not whole: ${inWords(order)}`);
  }

  /** A live map needs no repair as long as Redis keeps its data and everything was told; blocks are told only once. */
  #checkRepair({ after }: Change): void {
    const { records, violations, maps, hasRedisLostData } = this.#dependencies;
    const entry = after && entityOf<AuditEntry>(after);
    if (entry?.action !== 'reconciliation.repaired' || hasRedisLostData()) return;
    const { orders, outbox, entries } = records();
    const mended = new Set(maps.mendedIn(entry.showtimeId ?? '').map(seatIdAt));
    const untold = new Set(outbox.flatMap(({ orderId, relayedAt }) => (relayedAt ? [] : orderId)));
    const isExpected = (seatId: string): boolean =>
      !mended.has(seatId) ||
      entries.some(({ action, seatIds }) => action.startsWith('block.') && seatIds.includes(seatId)) ||
      orders.some(({ id, lines }) => untold.has(id) && lines.some((line) => line.seatId === seatId));
    const wrong = entry.seatIds.filter((seatId) => !isExpected(seatId));
    violations.expect(wrong.length === 0, () => `the map of ${entry.showtimeId} was wrong at ${wrong.join()}`);
  }

  #checkRefund({ before, after }: Change, commit: Commit): void {
    const { violations } = this.#dependencies;
    if (!after) return violations.add(`a refund was deleted: ${inWords(before)}`);
    const { id, orderId } = entityOf<Refund>(after);
    const isTold = commit.entriesOf(orderId).some(({ details }) => details['refundId'] === id);
    violations.expect(isTold, () => `the refund ${id} of ${orderId} changed without an audit entry`);
  }

  #checkMovement({ after }: Change, commit: Commit): void {
    const { records, violations } = this.#dependencies;
    if (!after) return;
    const { orderId, amount, shiftId } = entityOf<CashMovement>(after);
    const shift = records().shifts.find(({ id }) => id === shiftId);
    violations.expect(shift?.state === 'OPEN', () => `${amount.amount} moved in ${shiftId}, which is ${shift?.state}`);
    const isTold = orderId === null || commit.entriesOf(orderId).length > 0;
    violations.expect(isTold, () => `${amount.amount} moved for ${orderId} without an audit entry`);
  }
}

/** What one commit added beside what it changed. */
class Commit {
  readonly #entries: readonly AuditEntry[];
  readonly #rows: readonly OutboxDocument[];

  constructor(changes: readonly Change[]) {
    const added = (collection: string) =>
      changes.flatMap((change) => (change.collection === collection && change.after ? [change.after] : []));
    this.#entries = added('auditEntries').map((document) => entityOf<AuditEntry>(document));
    this.#rows = added('outbox') as readonly unknown[] as readonly OutboxDocument[];
  }

  entriesOf(orderId: string): readonly AuditEntry[] {
    return this.#entries.filter((entry) => entry.orderId === orderId);
  }

  tells(orderId: string): boolean {
    return this.#rows.some((row) => row.orderId === orderId);
  }
}

/** Whether anything changed that matters to somebody. */
function isDifferent(one: Order, other: Order): boolean {
  return inWords([one.state, one.payment, one.tickets]) !== inWords([other.state, other.payment, other.tickets]);
}

/** A refund that reaches its guest at once, such as cash, doesn't wait in between. */
function mayLeadTo(from: Order['state'], to: Order['state']): boolean {
  return mayFollow(from, to) || (to === 'REFUNDED' && mayFollow(from, 'REFUND_PENDING'));
}

function isFirstState({ state }: Order): boolean {
  return state === 'PENDING_PAYMENT' || state === 'PAID';
}

/** Whether an order has everything that goes with its state. */
function isWhole({ state, lines, tickets, receiptNumber, paidAt, payment }: Order): boolean {
  const isPaid = state === 'PAID' || state === 'PARTIALLY_REFUNDED' || state === 'VOIDED';
  const hasTickets = tickets.length === lines.length && receiptNumber !== null && paidAt !== null;
  const hasNone = tickets.length === 0 && receiptNumber === null;
  const isDecided = payment.kind !== 'CARD' || payment.outcome === 'CAPTURED';
  if (isPaid) return hasTickets && isDecided;
  // What is paid back has tickets that were given back, unless its payment came too late.
  return state === 'REFUND_PENDING' || state === 'REFUNDED' ? (hasTickets || hasNone) && isDecided : hasNone;
}

function inWords(value: unknown): string {
  return JSON.stringify(value);
}
