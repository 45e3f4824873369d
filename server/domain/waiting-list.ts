import type { OrderId, ShowtimeId, WaitingEntryId } from '#shared/domain/ids.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import { priceOf, ticketTypesOf, type PriceList } from '#shared/domain/pricing.ts';
import { seatStates } from '#shared/domain/seat-map.ts';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { bestSeats } from './best-seats.ts';
import { invalid, type ValidationError } from './failures.ts';
import type { Contact, Order } from './order.ts';
import type { Showtime } from './showtime.ts';

/** A party that waits for seats of a sold-out showtime. */
export interface WaitingEntry {
  readonly id: WaitingEntryId;
  readonly showtimeId: ShowtimeId;
  /** Counts those who ever joined the line of the showtime, from 1: who came first is served first. */
  readonly number: number;
  /** One for each of the party. */
  readonly ticketTypes: readonly string[];
  readonly name: string;
  readonly contact: Contact;
  readonly joinedAt: Date;
  readonly joinedBy: Order['placedBy'];
  /** OFFERED says nothing of what became of the offer: that is told by its order. ENDED: the show began. */
  readonly state: 'WAITING' | 'OFFERED' | 'LEFT' | 'ENDED';
  /** The reservation that was offered. */
  readonly orderId: OrderId | null;
  readonly acceptedAt: Date | null;
}

/** Where somebody stands on a waiting list. The names are public. */
export const waitingStates = [
  'WAITING',
  'OFFERED',
  'ACCEPTED',
  'SEATED',
  'DECLINED',
  'LAPSED',
  'LEFT',
  'ENDED',
] as const;
export type WaitingState = (typeof waitingStates)[number];

const stateByOrder: Readonly<Record<OrderState, WaitingState>> = {
  PENDING_PAYMENT: 'OFFERED',
  PAYMENT_FAILED: 'LAPSED',
  EXPIRED: 'LAPSED',
  CANCELLED: 'DECLINED',
  PAID: 'SEATED',
  VOIDED: 'SEATED',
  PARTIALLY_REFUNDED: 'SEATED',
  REFUND_PENDING: 'SEATED',
  REFUNDED: 'SEATED',
};

/** Where an entry stands, given the order that it was offered. */
export function waitingState(
  { state, acceptedAt }: Pick<WaitingEntry, 'state' | 'acceptedAt'>,
  order: Pick<Order, 'state'> | undefined,
): WaitingState {
  if (state !== 'OFFERED') return state;
  if (!order) throw new Error('an offer has no order');
  const offered = stateByOrder[order.state];
  return offered === 'OFFERED' && acceptedAt ? 'ACCEPTED' : offered;
}

/** The largest party. */
const mostInParty = 10;

/** The ticket types of a party: as it chose, the list's first for everybody when it didn't; the failure when it can't be. */
export function partyOf(
  size: number,
  chosen: readonly string[] | null,
  prices: PriceList,
): { readonly ticketTypes: readonly string[] } | { readonly failure: ValidationError } {
  if (size < 1 || size > mostInParty) {
    return { failure: invalid('partySize', `A party on the waiting list has 1 to ${mostInParty} people.`) };
  }
  const known = ticketTypesOf(prices);
  const [first] = known;
  if (first === undefined) throw new Error('the price list has no ticket type');
  if (!chosen) return { ticketTypes: Array.from({ length: size }, () => first) };
  if (chosen.length === size && chosen.every((type) => known.includes(type))) return { ticketTypes: chosen };
  return { failure: invalid('ticketTypes', `Name one ticket type for each of the party: ${known.join(', ')}.`) };
}

/** From this instant on nothing is offered: a reservation would be given up at once. */
export function offersEndAt({ startsAt }: Pick<Showtime, 'startsAt'>, releaseMs: number): Date {
  return new Date(startsAt.getTime() - releaseMs);
}

/** Until when an offer that is made now stands; undefined when none is made any more. */
export function offerDueAt(
  showtime: Pick<Showtime, 'startsAt'>,
  now: Date,
  { offerMs, releaseMs }: { readonly offerMs: number; readonly releaseMs: number },
): Date | undefined {
  const end = offersEndAt(showtime, releaseMs);
  if (now >= end) return undefined;
  return new Date(Math.min(now.getTime() + offerMs, end.getTime()));
}

/** Who is offered which seats (indexes). */
export interface NextOffer {
  readonly entry: WaitingEntry;
  readonly seats: readonly number[];
}

/**
 * The first of the line whose whole party finds seats; undefined when none does. Who needs more seats than there are
 * keeps the place in the line, and is passed over for now.
 */
export function nextOffer(
  line: readonly WaitingEntry[],
  layout: SeatLayout,
  packed: string,
  prices: PriceList,
): NextOffer | undefined {
  const inTurn = line.toSorted((one, other) => one.number - other.number);
  for (const entry of inTurn) {
    const seats = seatsFor(entry.ticketTypes, layout, packed, prices);
    if (seats) return { entry, seats };
  }
  return undefined;
}

/**
 * Free seats (indexes, ascending) for a party: side by side where there are such, otherwise as close together as they
 * are to be had. Undefined when there aren't enough that its ticket types are sold for. Places for wheelchairs stay free.
 */
export function seatsFor(
  ticketTypes: readonly string[],
  layout: SeatLayout,
  packed: string,
  prices: PriceList,
): readonly number[] | undefined {
  const types = [...new Set(ticketTypes)];
  const suits = ({ kind }: Seat): boolean =>
    kind !== 'WHEELCHAIR' && kind !== 'COMPANION' && types.every((type) => priceOf(prices, type, kind));
  const isFree = (seat: Seat): boolean => packed[seat.index] === seatStates.FREE && suits(seat);
  const free = layout.seats.filter(isFree);
  if (free.length < ticketTypes.length) return undefined;
  const offered = layout.seats.map((seat) => (isFree(seat) ? seatStates.FREE : seatStates.BLOCKED)).join('');
  const adjacent = bestSeats(layout, offered, ticketTypes.length, false);
  return (adjacent ?? closest(free, ticketTypes.length)).toSorted((one, other) => one - other);
}

/** The run of free seats, in the order of the layout, that lies closest together. */
function closest(free: readonly Seat[], count: number): readonly number[] {
  const runs = Array.from({ length: free.length - count + 1 }, (_each, start) => free.slice(start, start + count));
  const widths = runs.map(extent);
  const best = widths.indexOf(Math.min(...widths));
  return (runs[best] ?? []).map(({ index }) => index);
}

/** How far a party would sit apart, in seat pitches: from its first seat to its last. */
function extent(run: readonly Seat[]): number {
  const [first] = run;
  const last = run.at(-1);
  return first && last ? Math.hypot(last.x - first.x, last.y - first.y) : 0;
}
