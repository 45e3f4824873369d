import {
  asId,
  type AuditoriumId,
  type CinemaId,
  type MovieId,
  type SeatId,
  type ShowtimeId,
} from '#shared/domain/ids.ts';
import { seatKinds, type SeatLayout } from '#shared/domain/seat.ts';
import type { Showtime } from '../../domain/showtime.ts';
import type { Repositories } from '../../compose/repositories.ts';

const cinemaId = asId<CinemaId>('cinema');
const currency = 'EUR';
const ticketPrices = { ADULT: 1_350, CHILD: 750 };

export const ticketTypes = Object.keys(ticketPrices);

/** What all seats of a showtime cost at most. */
export const highestPrice = Math.max(...Object.values(ticketPrices));

/** Few seats, so that everybody wants the same ones. `beginsIn`: ms. */
const auditoriums = [
  { id: 'small', seats: 5, beginsIn: 35_000 },
  { id: 'large', seats: 11, beginsIn: 60_000 },
] as const;

/** What the only row of every auditorium calls its seats. */
export function seatIdAt(index: number): string {
  return `A${index + 1}`;
}

/** When the last show has begun, in ms from the start: nothing is sold any more. */
export const lastShowBeginsIn = Math.max(...auditoriums.map(({ beginsIn }) => beginsIn));

/** A showtime together with the seats that can be asked for. */
export interface Programme {
  readonly showtime: Showtime;
  readonly seatIds: readonly SeatId[];
}

/** A cinema that is just large enough for people to get into each other's way. */
export async function openCinema({ catalog }: Repositories, now: Date): Promise<readonly Programme[]> {
  const facts = { address: '1 Model Street', taxId: 'MODEL 1', timeZone: 'Europe/Paris', currency };
  await catalog.putCinema({ id: cinemaId, name: 'A model', serialPrefix: 'MO', ...facts });
  const programme: Programme[] = [];
  for (const [index, { id, seats, beginsIn }] of auditoriums.entries()) {
    const auditoriumId = asId<AuditoriumId>(id);
    const layout = rowOf(seats);
    await catalog.putAuditorium({ id: auditoriumId, cinemaId, number: index + 1, name: id, seatCount: seats }, layout);
    const showtime = showtimeOf(auditoriumId, new Date(now.getTime() + beginsIn));
    await catalog.putShowtime(showtime);
    programme.push({ showtime, seatIds: layout.seats.map((seat) => seat.id) });
  }
  return programme;
}

function showtimeOf(auditoriumId: AuditoriumId, startsAt: Date): Showtime {
  return {
    id: asId<ShowtimeId>(`showtime-${auditoriumId}`),
    cinemaId,
    movieId: asId<MovieId>('movie'),
    auditoriumId,
    layoutVersion: 1,
    startsAt,
    endsAt: new Date(startsAt.getTime() + 7_200_000),
    formats: ['2D'],
    spokenLanguage: 'en',
    subtitleLanguage: null,
    prices: {
      currency,
      taxBasisPoints: 550,
      prices: Object.entries(ticketPrices).flatMap(([ticketType, amount]) =>
        seatKinds.map((seatKind) => ({ ticketType, seatKind, amount })),
      ),
    },
  };
}

function rowOf(count: number): SeatLayout {
  return {
    version: 1,
    width: count,
    height: 1,
    screen: { left: 0, right: count, bow: 0 },
    seats: Array.from({ length: count }, (_each, index) => ({
      index,
      id: asId<SeatId>(seatIdAt(index)),
      row: 'A',
      number: index + 1,
      x: index + 0.5,
      y: 1,
      angle: 0,
      width: 1,
      kind: 'STANDARD' as const,
    })),
  };
}
