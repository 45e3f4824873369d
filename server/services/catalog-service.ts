import { asId, type AuditoriumId, type CinemaId, type MovieId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { Auditorium, Cinema, Movie } from '../domain/catalog.ts';
import type { Showtime } from '../domain/showtime.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import { businessDay } from './business-day.ts';

/** What the cinema shows where and when. */
export class CatalogService {
  readonly #catalog: CatalogRepository;

  constructor(catalog: CatalogRepository) {
    this.#catalog = catalog;
  }

  cinemas(): Promise<readonly Cinema[]> {
    return this.#catalog.cinemas();
  }

  movies(): Promise<readonly Movie[]> {
    return this.#catalog.movies();
  }

  auditoriums(cinemaId: CinemaId): Promise<readonly Auditorium[]> {
    return this.#catalog.auditoriums(cinemaId);
  }

  showtime(id: string): Promise<Showtime | undefined> {
    return this.#catalog.showtime(asId<ShowtimeId>(id));
  }

  /** The movie of a showtime. Throws when it is missing: a showtime without a movie is a fault of ours. */
  async movie(id: MovieId): Promise<Movie> {
    const movie = await this.#catalog.movie(id);
    if (!movie) throw new Error(`the movie ${id} is missing`);
    return movie;
  }

  /** The auditorium of a showtime. Throws when it is missing. */
  async auditorium(id: AuditoriumId): Promise<Auditorium> {
    const auditorium = await this.#catalog.auditorium(id);
    if (!auditorium) throw new Error(`the auditorium ${id} is missing`);
    return auditorium;
  }

  /**
   * The showtimes of one business day (`YYYY-MM-DD`) in the cinema's zone. An unknown cinema or a date that isn't one has
   * no showtimes.
   */
  async showtimesOn(cinemaId: string, date: string): Promise<readonly Showtime[]> {
    const cinema = await this.#catalog.cinema(asId<CinemaId>(cinemaId));
    const day = cinema && businessDay(date, cinema.timeZone);
    return day ? this.#catalog.showtimesBetween(cinema.id, day.from, day.before) : [];
  }

  /** The showtimes of all cinemas that are on or begin within the given time. */
  async showtimesAround(now: Date, aheadMs: number): Promise<readonly Showtime[]> {
    const longestShowMs = 5 * 3_600_000;
    const from = new Date(now.getTime() - longestShowMs);
    const before = new Date(now.getTime() + aheadMs);
    const cinemas = await this.#catalog.cinemas();
    const lists = await Promise.all(cinemas.map(({ id }) => this.#catalog.showtimesBetween(id, from, before)));
    return lists.flat();
  }
}
