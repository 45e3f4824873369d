import { isUuid } from '#shared/domain/ids.ts';
import { maximumSeatsPerHold, type Seat } from '#shared/domain/seat.ts';
import { invalid, tooManySeats, type HoldLimitError, type ValidationError } from './failures.ts';
import type { SeatPlan } from './showtime.ts';

export type SeatRequestFailure = ValidationError | HoldLimitError;

/** The failure when a hold's id isn't a UUID, undefined when it is. */
export function refuseHoldId(holdId: string): ValidationError | undefined {
  return isUuid(holdId) ? undefined : invalid('holdId', 'A hold id is a UUID that the client makes.');
}

/**
 * Looks up the seats that somebody asks for, in the order of their indexes.
 * Refuses an empty list, more than `most` (ten), a seat named twice, and seats the auditorium doesn't have.
 */
export function requestedSeats(
  plan: SeatPlan,
  seatIds: readonly string[],
  field = 'seatIds',
  most = maximumSeatsPerHold,
): { readonly seats: readonly Seat[] } | { readonly failure: SeatRequestFailure } {
  if (seatIds.length === 0) return { failure: invalid(field, 'Name at least one seat.') };
  if (seatIds.length > most) return { failure: tooManySeats(most) };
  const seats = new Map<number, Seat>();
  for (const seatId of seatIds) {
    const seat = plan.byId.get(seatId);
    if (!seat)
      return { failure: invalid(field, `This auditorium has no seat ${JSON.stringify(seatId.slice(0, 20))}.`) };
    if (seats.has(seat.index)) return { failure: invalid(field, `Seat ${seatId} is named twice.`) };
    seats.set(seat.index, seat);
  }
  return { seats: [...seats.values()].sort((a, b) => a.index - b.index) };
}
