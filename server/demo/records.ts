import type { AuditoriumId, CinemaId, MovieId, SeatId, ShowtimeId, StaffId, StationId } from '#shared/domain/ids.ts';
import type { PriceList } from '#shared/domain/pricing.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';

export interface DemoSite {
  readonly id: CinemaId;
  readonly name: string;
  readonly address: string;
  /** Value added tax id, as printed on receipts. */
  readonly taxId: string;
  /** IANA zone of its clocks. */
  readonly timeZone: string;
  /** ISO 4217 code. */
  readonly currency: string;
}

export interface DemoAuditorium {
  readonly id: AuditoriumId;
  readonly number: number;
  readonly name: string;
  readonly layout: SeatLayout;
  /** Seats that are never sold because they are out of order. */
  readonly brokenSeatIds: readonly SeatId[];
}

export interface DemoMovie {
  readonly id: MovieId;
  readonly title: string;
  readonly synopsis: string;
  /** ISO 639 code. */
  readonly originalLanguage: string;
  /** Whether a French dubbing exists. */
  readonly dubbed: boolean;
  readonly runningMinutes: number;
  /** Youngest age admitted in years, null for all. */
  readonly ageRating: number | null;
  readonly genres: readonly string[];
  readonly releaseYear: number;
  /** File name in `resources/posters`. */
  readonly poster: string;
  /** A colour of the poster, `#rrggbb`. */
  readonly accentColour: string;
}

export interface DemoPriceList extends PriceList {
  readonly id: DemoPriceListId;
  readonly name: string;
}
export type DemoPriceListId = 'standard' | 'morning';

export interface DemoStaffMember {
  readonly id: StaffId;
  readonly name: string;
  readonly username: string;
  /** Plain because it is public demo data; whoever stores it hashes it. */
  readonly pin: string;
  readonly role: Role;
  readonly email: string;
}

export interface DemoStation {
  readonly id: StationId;
  readonly name: string;
  readonly kind: 'COUNTER' | 'KIOSK' | 'OFFICE';
}

export interface DemoShowtime {
  /** From date, auditorium and local time, so that the same showing has the same id whenever it is made. */
  readonly id: ShowtimeId;
  readonly movieId: MovieId;
  readonly auditoriumId: AuditoriumId;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  /** Epoch milliseconds, when the film is over (the cleaning comes after). */
  readonly endsAt: number;
  readonly formats: readonly string[];
  /** ISO 639 code. */
  readonly spokenLanguage: string;
  /** ISO 639 code, null without subtitles. */
  readonly subtitleLanguage: string | null;
  readonly priceListId: DemoPriceListId;
}

export interface DemoSoldSeat {
  readonly seatId: SeatId;
  /** Seats with the same number were bought together. From 1 in each showtime. */
  readonly groupNumber: number;
}
