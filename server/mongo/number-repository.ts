import type { ClientSession } from 'mongodb';
import { insertMissing, type Mongo } from './client.ts';

/** The numbers that one sale got: the last of each. */
export interface TakenNumbers {
  readonly series: string;
  readonly receiptCount: number;
  readonly ticketCount: number;
}

/** Numbers of receipts and tickets that belong to no shift. Gapless within a series, because a sale takes them in its transaction. */
export class NumberRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Makes sure that a series is there; call it before the transaction that takes numbers. */
  async prepare(id: string): Promise<void> {
    const { numberSeries, counters } = this.#mongo.collections;
    if ((await numberSeries.countDocuments({ _id: id }, { limit: 1 })) > 0) return;
    const counter = await counters.findOneAndUpdate(
      { _id: 'number-series' },
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    if (!counter) throw new Error('the counter of number series was not written');
    // Another program may have been first: then its name stands, and ours is never used.
    await insertMissing(numberSeries, [{ _id: id, name: `S${counter.value}`, receiptCount: 0, ticketCount: 0 }]);
  }

  /** Takes the next receipt number and `tickets` ticket numbers. Throws when the series was never prepared. */
  async take(id: string, tickets: number, session: ClientSession): Promise<TakenNumbers> {
    const document = await this.#mongo.collections.numberSeries.findOneAndUpdate(
      { _id: id },
      { $inc: { receiptCount: 1, ticketCount: tickets } },
      { session, returnDocument: 'after' },
    );
    if (!document) throw new Error(`the number series ${id} is missing`);
    return { series: document.name, receiptCount: document.receiptCount, ticketCount: document.ticketCount };
  }
}
