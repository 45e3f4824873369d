import { seatStates, type SeatState } from '#shared/domain/seat-map.ts';
import type { Seat } from '#shared/domain/seat.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { SeatPlan } from './showtime.ts';

/** Rebuilds seat maps, and the life of a seat, from audit entries alone. */

const { FREE, HELD, LOCKED, BOOKED, BLOCKED } = seatStates;

/** The packed map that a showtime's entries lead to, given in whatever order. Empty maps are all free. */
export function packedAfter(entries: readonly AuditEntry[], plan: SeatPlan): string {
  const states: SeatState[] = plan.layout.seats.map(() => FREE);
  for (const entry of inOrder(entries)) {
    for (const seat of seatsOf(entry, plan)) states[seat.index] = stateAfter(entry, seat, states[seat.index] ?? FREE);
  }
  return states.join('');
}

/** One thing that happened to a seat. */
export interface SeatStep<Entry extends AuditEntry = AuditEntry> {
  readonly entry: Entry;
  readonly holdId: string | null;
  /** The order that it was about, or that the hold became later. */
  readonly orderId: string | null;
  readonly from: SeatState;
  readonly to: SeatState;
}

/** What happened to one seat, oldest first, from all entries that name it or its whole map, given in whatever order. */
export function seatSteps<Entry extends AuditEntry>(entries: readonly Entry[], seat: Seat): readonly SeatStep<Entry>[] {
  const orderByHold = ordersOfHolds(entries);
  let state: SeatState = FREE;
  const steps = inOrder(entries).map((entry) => {
    const from = state;
    state = stateAfter(entry, seat, from);
    const holdId = holdOf(entry);
    const orderId = entry.orderId ?? (holdId === null ? null : (orderByHold.get(holdId) ?? null));
    return { entry, holdId, orderId, from, to: state };
  });
  // A rebuilt map that says the same of the seat is not its concern.
  return steps.filter(({ entry, from, to }) => entry.action !== 'map.rebuilt' || from !== to);
}

/** The hold that an entry is about. */
function holdOf({ details }: AuditEntry): string | null {
  const { holdId } = details;
  return typeof holdId === 'string' && holdId !== '' ? holdId : null;
}

function ordersOfHolds(entries: readonly AuditEntry[]): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const holdId = holdOf(entry);
      return holdId !== null && entry.orderId !== null ? [[holdId, entry.orderId]] : [];
    }),
  );
}

function seatsOf({ action, seatIds }: AuditEntry, { layout, byId }: SeatPlan): readonly Seat[] {
  if (action === 'map.rebuilt') return layout.seats;
  return seatIds.map((id) => byId.get(id)).filter((seat) => seat !== undefined);
}

/** What the live map made of a seat when this happened: what the scripts of the live map do, in the words of their events. */
function stateAfter(entry: AuditEntry, seat: Seat, before: SeatState): SeatState {
  switch (entry.action) {
    case 'map.rebuilt':
      return stateIn(entry, seat) ?? before;
    case 'hold.placed':
    case 'hold.unlocked':
      return HELD;
    case 'hold.changed':
      return wasAdded(entry, seat) ? HELD : FREE;
    case 'hold.locked':
    case 'seats.locked':
      return LOCKED;
    case 'seats.booked':
      return BOOKED;
    case 'seats.blocked':
      return BLOCKED;
    case 'hold.released':
    case 'hold.expired':
    case 'hold.revoked':
      return endOfHold(before);
    case 'seats.freed':
      return entry.details['reason'] === givenUp ? endOfHold(before) : FREE;
    default:
      return before;
  }
}

/** The reason with which a hold ends; a claim that is given back has another. */
const givenUp = 'the payment was given up';

/** Of a hold's seats those go that are not somebody else's by now. */
function endOfHold(before: SeatState): SeatState {
  return before === HELD || before === LOCKED ? FREE : before;
}

function stateIn({ details }: AuditEntry, { index }: Seat): SeatState | undefined {
  const { packed } = details;
  const character = typeof packed === 'string' ? packed[index] : undefined;
  return Object.values(seatStates).find((state) => state === character);
}

/** The seats that a hold gained come first among those that the entry names. */
function wasAdded({ details, seatIds }: AuditEntry, { id }: Seat): boolean {
  const { added } = details;
  return typeof added === 'number' && seatIds.indexOf(id) < added;
}

const streamId = /:(\d+)-(\d+)$/;

/**
 * The order in which things happened. Events of the live map have ids that count within a millisecond, and all of a
 * showtime come from one stream.
 */
function inOrder<Entry extends AuditEntry>(entries: readonly Entry[]): readonly Entry[] {
  return entries
    .map((entry) => {
      const [, milliseconds, count] = streamId.exec(entry.id) ?? [];
      return { entry, time: Number(milliseconds ?? entry.at), count: Number(count ?? -1) };
    })
    .toSorted(
      (one, other) => one.time - other.time || one.count - other.count || (one.entry.id < other.entry.id ? -1 : 1),
    )
    .map(({ entry }) => entry);
}
