import { seatHoldingStates } from '#shared/domain/order-state.ts';
import type { AuditEntry, RecordedEntry } from '../../domain/audit-entry.ts';
import { validTickets, type Order, type Ticket } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { Dump, Loss } from '../dump.ts';

/** How long after it has answered Redis writes its log at the latest, in ms: what it forgets when it is killed. */
const forgetsMs = 2_000;

/** A dump with what the checks look up in it. */
export class Evidence {
  readonly dump: Dump;
  readonly #orders: ReadonlyMap<string, Order>;
  readonly #refunds: ReadonlyMap<string, readonly Refund[]>;
  readonly #entriesOfOrders: ReadonlyMap<string, readonly RecordedEntry[]>;
  readonly #seatEvents: ReadonlyMap<string, readonly AuditEntry[]>;
  readonly #kills: readonly number[];

  constructor(dump: Dump) {
    this.dump = dump;
    this.#orders = new Map(dump.orders.map((order) => [order.id, order]));
    this.#refunds = grouped(dump.refunds, ({ orderId }) => orderId);
    this.#entriesOfOrders = grouped(dump.entries, ({ orderId }) => orderId);
    this.#seatEvents = grouped(seatEventsOf(dump), ({ showtimeId }) => showtimeId);
    this.#kills = dump.losses.flatMap(({ kind, at }) => (kind === 'KILL' ? [at] : []));
  }

  order(id: string): Order | undefined {
    return this.#orders.get(id);
  }

  refundsOf({ id }: Pick<Order, 'id'>): readonly Refund[] {
    return this.#refunds.get(id) ?? [];
  }

  /** In the order in which they were written. */
  entriesOf(orderId: string): readonly RecordedEntry[] {
    return this.#entriesOfOrders.get(orderId) ?? [];
  }

  /** What the live map of a showtime told, also what was lost before it was written down; the oldest first. */
  seatEventsOf(showtimeId: string): readonly AuditEntry[] {
    return this.#seatEvents.get(showtimeId) ?? [];
  }

  /** Whether Redis may have forgotten what it did at this time, because it was killed soon after. */
  mayBeForgotten(at: number): boolean {
    return this.#kills.some((kill) => at > kill - forgetsMs && at <= kill);
  }

  /** Whether Redis may have forgotten something between two moments. */
  mayHaveForgottenBetween(from: number, to: number): boolean {
    return this.#kills.some((kill) => from <= kill && kill - forgetsMs <= to);
  }
}

function seatEventsOf({ entries, losses }: Dump): readonly AuditEntry[] {
  const lost = losses.flatMap((loss: Loss) => (loss.kind === 'FLUSHALL' ? loss.events : []));
  const written = entries.filter(({ id }) => eventPlace(id) !== undefined);
  const known = new Set(written.map(({ id }) => id));
  // One that a reader had in its hands when it was lost may have been written all the same.
  return [...written, ...lost.filter(({ id }) => !known.has(id))].toSorted(byEventPlace);
}

const streamId = /:(\d+)-(\d+)$/;

/** Where an entry of the live map stands in its stream: milliseconds, and a count within them. */
function eventPlace(id: string): readonly [ms: number, count: number] | undefined {
  const [, ms, count] = streamId.exec(id) ?? [];
  return ms === undefined || count === undefined ? undefined : [Number(ms), Number(count)];
}

function byEventPlace(one: AuditEntry, other: AuditEntry): number {
  const [oneMs, oneCount] = eventPlace(one.id) ?? [0, 0];
  const [otherMs, otherCount] = eventPlace(other.id) ?? [0, 0];
  return oneMs - otherMs || oneCount - otherCount;
}

/** The tickets of an order that somebody may come in with: valid ones, in a state that has its seats. */
export function liveTickets(order: Order): readonly Ticket[] {
  return seatHoldingStates.some((state) => state === order.state) ? validTickets(order) : [];
}

/** Lists by a key, each in the order given; what has no key is left out. */
export function grouped<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null | undefined,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null || key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** When an entry that a transaction wrote was written, epoch ms: its id is a UUID v7, made just before the commit. */
export function writtenAt({ id, at }: Pick<AuditEntry, 'id' | 'at'>): number {
  return /^[\da-f]{8}-[\da-f]{4}-7/.test(id) ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : at.getTime();
}
