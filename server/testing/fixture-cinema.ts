import { v7 as uuid } from 'uuid';
import {
  asId,
  type AuditoriumId,
  type CinemaId,
  type MovieId,
  type SeatId,
  type ShowtimeId,
  type StaffId,
} from '#shared/domain/ids.ts';
import type { Price, PriceList } from '#shared/domain/pricing.ts';
import type { Role } from '#shared/domain/roles.ts';
import { seatKinds, type SeatLayout } from '#shared/domain/seat.ts';
import type { Repositories } from '../compose/repositories.ts';
import type { Showtime } from '../domain/showtime.ts';
import { hashSecret } from '../services/identity/secret-hash.ts';

/** A plain hall: rows of ten standard seats, A1 to the last row's tenth. */
export function plainLayout(rows: number): SeatLayout {
  const rowNames = Array.from({ length: rows }, (_each, row) => String.fromCharCode(65 + row));
  return {
    version: 1,
    width: 10,
    height: rows,
    screen: { left: 0, right: 10, bow: 0 },
    seats: rowNames.flatMap((row, rowIndex) =>
      Array.from({ length: 10 }, (_each, column) => ({
        index: rowIndex * 10 + column,
        id: asId<SeatId>(`${row}${column + 1}`),
        row,
        number: column + 1,
        x: column + 0.5,
        y: rowIndex + 1,
        angle: 0,
        width: 1,
        kind: 'STANDARD' as const,
      })),
    ),
  };
}

const ticketTypes = { ADULT: 1_350, CHILD: 750, SENIOR: 1_100, STUDENT: 1_000 };

const priceList: PriceList = {
  currency: 'EUR',
  taxBasisPoints: 550,
  prices: Object.entries(ticketTypes).flatMap(([ticketType, amount]) =>
    seatKinds.map((seatKind): Price => ({ ticketType, seatKind, amount })),
  ),
};

export interface FixtureCinema {
  readonly showtime: Showtime;
  /** Began an hour ago. */
  readonly begun: Showtime;
  /** In an auditorium of 1 row. */
  readonly small: Showtime;
  /** All have the PIN 1234. */
  readonly usernames: Readonly<Record<Role, string>>;
}

export const fixturePin = '1234';

/** A small cinema for tests: two auditoriums (200 and 10 seats), three showtimes, a person of each role. */
export async function createFixtureCinema({ catalog, staff }: Repositories, now: Date): Promise<FixtureCinema> {
  const cinemaId = asId<CinemaId>('test-cinema');
  await catalog.putCinema({
    id: cinemaId,
    name: 'Test Cinema',
    serialPrefix: 'TC',
    address: '1 Test Street',
    taxId: 'TEST 1',
    timeZone: 'Europe/Paris',
    currency: 'EUR',
  });
  const movieId = asId<MovieId>('test-movie');
  await catalog.putMovie({
    id: movieId,
    title: 'A Test',
    synopsis: 'It passes.',
    runningMinutes: 100,
    ageRating: null,
    genres: ['Drama'],
    releaseYear: 2026,
    poster: 'test.svg',
    accentColour: '#000000',
  });
  const large = asId<AuditoriumId>('large');
  const small = asId<AuditoriumId>('small');
  await catalog.putAuditorium({ id: large, cinemaId, number: 1, name: 'Large', seatCount: 200 }, plainLayout(20));
  await catalog.putAuditorium({ id: small, cinemaId, number: 2, name: 'Small', seatCount: 10 }, plainLayout(1));
  const put = async (auditoriumId: AuditoriumId, startsInMs: number): Promise<Showtime> => {
    const startsAt = new Date(now.getTime() + startsInMs);
    const showtime: Showtime = {
      id: asId<ShowtimeId>(`showtime-${uuid()}`),
      cinemaId,
      movieId,
      auditoriumId,
      layoutVersion: 1,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 6_000_000),
      formats: ['2D'],
      spokenLanguage: 'en',
      subtitleLanguage: null,
      prices: priceList,
    };
    await catalog.putShowtime(showtime);
    return showtime;
  };
  const pinHash = await hashSecret(fixturePin);
  const usernames = {
    CASHIER: 'cashier',
    MANAGER: 'manager',
    ADMIN: 'admin',
    KIOSK: 'kiosk',
    CUSTOMER: 'customer',
  } as const;
  for (const [role, username] of Object.entries(usernames) as [Role, string][]) {
    await staff.addUnlessThere({
      id: asId<StaffId>(`staff-${username}`),
      username,
      name: `A ${username}`,
      role,
      email: null,
      pinHash,
      pinSetAt: now,
      lastSignInAt: null,
      disabledAt: null,
    });
  }
  return {
    showtime: await put(large, 7_200_000),
    begun: await put(large, -3_600_000),
    small: await put(small, 7_200_000),
    usernames,
  };
}
