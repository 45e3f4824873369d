import type { ClientSession } from 'mongodb';
import type { CinemaId } from '#shared/domain/ids.ts';
import { businessDayId, type BusinessDay, type DayClosing } from '../domain/business-day.ts';
import { insertMissing, type Mongo } from './client.ts';
import { fromDocument } from './documents.ts';

/** Business days: begun by their first shift, closed once. */
export class BusinessDayRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Makes sure that a day is there; call it before the transaction that counts a shift in it or closes it. */
  async prepare(cinemaId: CinemaId, date: string): Promise<void> {
    const { businessDays } = this.#mongo.collections;
    const _id = businessDayId(cinemaId, date);
    if ((await businessDays.countDocuments({ _id }, { limit: 1 })) > 0) return;
    await insertMissing(businessDays, [{ _id, cinemaId, date, shiftCount: 0, closing: null }]);
  }

  async find(id: string, session?: ClientSession): Promise<BusinessDay | undefined> {
    const document = await this.#mongo.collections.businessDays.findOne({ _id: id }, session ? { session } : {});
    return document ? fromDocument<BusinessDay>(document) : undefined;
  }

  /** Counts a shift that is opened; false when the day is closed. Either this or the closing comes first, never both. */
  async countShift(id: string, session: ClientSession): Promise<boolean> {
    const { matchedCount } = await this.#mongo.collections.businessDays.updateOne(
      { _id: id, closing: null },
      { $inc: { shiftCount: 1 } },
      { session },
    );
    return matchedCount > 0;
  }

  /** Closes a day; undefined when it is closed already. */
  async close(id: string, closing: DayClosing, session: ClientSession): Promise<BusinessDay | undefined> {
    const document = await this.#mongo.collections.businessDays.findOneAndUpdate(
      { _id: id, closing: null },
      { $set: { closing } },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<BusinessDay>(document) : undefined;
  }
}
