import type { AuditoriumId, CinemaId, MovieId } from '#shared/domain/ids.ts';

export interface Cinema {
  readonly id: CinemaId;
  readonly name: string;
  /** Begins every ticket serial, such as `LC`. */
  readonly serialPrefix: string;
  readonly address: string;
  readonly taxId: string;
  /** IANA name. */
  readonly timeZone: string;
  /** ISO 4217 code. */
  readonly currency: string;
}

export interface Auditorium {
  readonly id: AuditoriumId;
  readonly cinemaId: CinemaId;
  readonly number: number;
  readonly name: string;
  readonly seatCount: number;
}

export interface Movie {
  readonly id: MovieId;
  readonly title: string;
  readonly synopsis: string;
  readonly runningMinutes: number;
  readonly ageRating: number | null;
  readonly genres: readonly string[];
  readonly releaseYear: number;
  readonly poster: string;
  readonly accentColour: string;
}
