import type { AuditoriumId, CinemaId, MovieId, SeatId, ShowtimeId } from '#shared/domain/ids.ts';
import type { PriceList } from '#shared/domain/pricing.ts';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';
import { salesClosed, type SalesClosedError } from './failures.ts';

/** One showing of a movie. It refers to the exact version of the seat layout it is sold with. */
export interface Showtime {
  readonly id: ShowtimeId;
  readonly cinemaId: CinemaId;
  readonly movieId: MovieId;
  readonly auditoriumId: AuditoriumId;
  readonly layoutVersion: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly formats: readonly string[];
  readonly spokenLanguage: string;
  readonly subtitleLanguage: string | null;
  readonly prices: PriceList;
}

/** From this instant on no seat of the showtime is sold: when it begins. */
export function salesCloseAt(showtime: Pick<Showtime, 'startsAt'>): Date {
  return showtime.startsAt;
}

/** The failure to answer with when the showtime isn't sold any more, undefined while it is. */
export function refuseAfterSales(showtime: Pick<Showtime, 'startsAt'>, now: Date): SalesClosedError | undefined {
  const closedAt = salesCloseAt(showtime);
  return now >= closedAt ? salesClosed(closedAt) : undefined;
}

/** When the live map of a showtime may leave Redis: some hours after its end, so that late questions are still answered. */
export function mapExpiresAt(showtime: Pick<Showtime, 'endsAt'>): Date {
  const hoursKept = 6;
  return new Date(showtime.endsAt.getTime() + hoursKept * 3_600_000);
}

/** A layout with the look-up that requests need: by seat id in O(1). */
export interface SeatPlan {
  readonly layout: SeatLayout;
  readonly byId: ReadonlyMap<string, Seat>;
}

export function seatPlan(layout: SeatLayout): SeatPlan {
  return { layout, byId: new Map(layout.seats.map((seat) => [seat.id, seat])) };
}

/** A seat that is known to be in the plan. Throws when it isn't, because then our own data disagree. */
export function seatOf(plan: SeatPlan, seatId: string): Seat {
  const seat = plan.byId.get(seatId);
  if (!seat) throw new RangeError(`the layout has no seat ${seatId}`);
  return seat;
}

/** The seats with these indexes, in the order given. Throws on an index the layout doesn't have. */
export function seatsAt(plan: SeatPlan, indexes: readonly number[]): readonly Seat[] {
  return indexes.map((index) => {
    const seat = plan.layout.seats[index];
    if (!seat) throw new RangeError(`the layout has no seat with index ${index}`);
    return seat;
  });
}

/** The ids of the seats with these indexes. */
export function seatIdsAt(plan: SeatPlan, indexes: readonly number[]): readonly SeatId[] {
  return seatsAt(plan, indexes).map((seat) => seat.id);
}
