import type { ClientSession } from 'mongodb';
import type { Mongo } from './client.ts';
import type { SalesFigureDocument } from './event-documents.ts';

/** What one ticket type of one showtime gains on one business day. Counts, and amounts in minor units. */
export type SalesFigure = Omit<SalesFigureDocument, '_id'>;

/** Sales by cinema, business day, showtime and ticket type. */
export class SalesFigureRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Adds to the figures; each place should be named once. */
  async add(gains: readonly SalesFigure[], session: ClientSession): Promise<void> {
    const operations = gains.map(({ sold, soldAmount, returned, returnedAmount, ...place }) => ({
      updateOne: {
        filter: { _id: placeId(place) },
        update: { $setOnInsert: place, $inc: { sold, soldAmount, returned, returnedAmount } },
        upsert: true,
      },
    }));
    await this.#mongo.collections.salesFigures.bulkWrite(operations, { session });
  }

  /** The figures of a cinema's business day, by showtime and ticket type. */
  async ofDay(cinemaId: string, date: string): Promise<readonly SalesFigure[]> {
    const prefix = `${cinemaId}:${date}:`;
    // The character after ':' ends the range of everything that begins with the prefix.
    return this.#mongo.collections.salesFigures
      .find({ _id: { $gte: prefix, $lt: `${cinemaId}:${date};` } })
      .sort({ _id: 1 })
      .toArray();
  }
}

/** Names where a figure counts; the same in memory as in the database. */
export function placeId({
  cinemaId,
  date,
  showtimeId,
  ticketType,
}: Pick<SalesFigure, 'cinemaId' | 'date' | 'showtimeId' | 'ticketType'>): string {
  return `${cinemaId}:${date}:${showtimeId}:${ticketType}`;
}
