import type { AuditoriumId, CinemaId, MovieId, ShowtimeId } from '#shared/domain/ids.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import type { Auditorium, Cinema, Movie } from '../domain/catalog.ts';
import { seatPlan, type SeatPlan, type Showtime } from '../domain/showtime.ts';
import { Cached } from './cached.ts';
import type { Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';

/** After this a change of the programme is seen everywhere, in ms. */
const refreshMs = 5_000;

/**
 * What the cinema shows where. Showtimes are cached for a few seconds and layouts (which never change under their
 * version) for good, because every hold looks both up.
 */
export class CatalogRepository {
  readonly #mongo: Mongo;
  readonly #plans = new Cached<SeatPlan>(200);
  readonly #showtimes: Cached<Showtime>;
  readonly #cinemas: Cached<Cinema>;
  readonly #movies: Cached<Movie>;
  readonly #auditoriums: Cached<Auditorium>;

  /** `now` in ms, for whoever has a clock of their own. */
  constructor(mongo: Mongo, now?: () => number) {
    this.#mongo = mongo;
    this.#showtimes = new Cached(2_000, refreshMs, now);
    this.#cinemas = new Cached(100, refreshMs, now);
    this.#movies = new Cached(1_000, refreshMs, now);
    this.#auditoriums = new Cached(1_000, refreshMs, now);
  }

  async cinemas(): Promise<readonly Cinema[]> {
    const documents = await this.#mongo.collections.cinemas.find().sort({ _id: 1 }).toArray();
    return documents.map((document) => fromDocument<Cinema>(document));
  }

  async cinema(id: CinemaId): Promise<Cinema | undefined> {
    return this.#cinemas.get(id, async () => {
      const document = await this.#mongo.collections.cinemas.findOne({ _id: id });
      return document ? fromDocument<Cinema>(document) : undefined;
    });
  }

  async movies(): Promise<readonly Movie[]> {
    const documents = await this.#mongo.collections.movies.find().sort({ title: 1 }).toArray();
    return documents.map((document) => fromDocument<Movie>(document));
  }

  async movie(id: MovieId): Promise<Movie | undefined> {
    return this.#movies.get(id, async () => {
      const document = await this.#mongo.collections.movies.findOne({ _id: id });
      return document ? fromDocument<Movie>(document) : undefined;
    });
  }

  async auditoriums(cinemaId: CinemaId): Promise<readonly Auditorium[]> {
    const documents = await this.#mongo.collections.auditoriums.find({ cinemaId }).sort({ number: 1 }).toArray();
    return documents.map((document) => fromDocument<Auditorium>(document));
  }

  async auditorium(id: AuditoriumId): Promise<Auditorium | undefined> {
    return this.#auditoriums.get(id, async () => {
      const document = await this.#mongo.collections.auditoriums.findOne({ _id: id });
      return document ? fromDocument<Auditorium>(document) : undefined;
    });
  }

  async showtime(id: ShowtimeId): Promise<Showtime | undefined> {
    return this.#showtimes.get(id, async () => {
      const document = await this.#mongo.collections.showtimes.findOne({ _id: id });
      return document ? fromDocument<Showtime>(document) : undefined;
    });
  }

  /** Showtimes that start in [from, before), earliest first. */
  async showtimesBetween(cinemaId: CinemaId, from: Date, before: Date): Promise<readonly Showtime[]> {
    const documents = await this.#mongo.collections.showtimes
      .find({ cinemaId, startsAt: { $gte: from, $lt: before } })
      .sort({ startsAt: 1, _id: 1 })
      .toArray();
    return documents.map((document) => fromDocument<Showtime>(document));
  }

  /** The layout that a showtime is sold with. Throws when it is missing: a showtime without seats is a fault of ours. */
  async seatPlan(showtime: Pick<Showtime, 'auditoriumId' | 'layoutVersion'>): Promise<SeatPlan> {
    const id = layoutId(showtime.auditoriumId, showtime.layoutVersion);
    const plan = await this.#plans.get(id, async () => {
      const document = await this.#mongo.collections.layouts.findOne({ _id: id });
      return document ? seatPlan(document) : undefined;
    });
    if (!plan) throw new Error(`the layout ${id} is missing`);
    return plan;
  }

  async putCinema(cinema: Cinema): Promise<void> {
    const { _id, ...rest } = toDocument(cinema);
    await this.#mongo.collections.cinemas.replaceOne({ _id }, rest, { upsert: true });
  }

  async putMovie(movie: Movie): Promise<void> {
    const { _id, ...rest } = toDocument(movie);
    await this.#mongo.collections.movies.replaceOne({ _id }, rest, { upsert: true });
  }

  /** Stores an auditorium and its layout; an existing version of a layout is never touched. */
  async putAuditorium(auditorium: Auditorium, layout: SeatLayout): Promise<void> {
    const { _id, ...rest } = toDocument(auditorium);
    await this.#mongo.collections.auditoriums.replaceOne({ _id }, rest, { upsert: true });
    await this.#mongo.collections.layouts.updateOne(
      { _id: layoutId(auditorium.id, layout.version) },
      { $setOnInsert: { auditoriumId: auditorium.id, ...layout } },
      { upsert: true },
    );
  }

  async putShowtime(showtime: Showtime): Promise<void> {
    const { _id, ...rest } = toDocument(showtime);
    await this.#mongo.collections.showtimes.replaceOne({ _id }, rest, { upsert: true });
  }

  /** Which of these showtimes exist. */
  async existingShowtimes(ids: readonly ShowtimeId[]): Promise<ReadonlySet<string>> {
    const found = await this.#mongo.collections.showtimes
      .find({ _id: { $in: [...ids] } })
      .project<{ _id: string }>({ _id: 1 })
      .toArray();
    return new Set(found.map(({ _id }) => _id));
  }
}

/** Names a version of an auditorium's layout; public as the layout's id. */
export function layoutId(auditoriumId: AuditoriumId, version: number): string {
  return `${auditoriumId}:${version}`;
}
