import type { ClientSession } from 'mongodb';
import { isDuplicateKey, type Mongo } from './client.ts';
import type { AttemptsDocument } from './identity-documents.ts';

/** Counts of wrong PINs, passwords and codes. */
export class AttemptRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(key: string): Promise<AttemptsDocument | undefined> {
    return (await this.#mongo.collections.attempts.findOne({ _id: key })) ?? undefined;
  }

  /** Makes sure that there is something to count in: an upsert inside a transaction may fail for good. */
  async prepare(key: string, expiresAt: Date): Promise<void> {
    try {
      const nothing = { count: 0, lockedUntil: null };
      await this.#mongo.collections.attempts.updateOne(
        { _id: key },
        { $set: { expiresAt }, $setOnInsert: nothing },
        { upsert: true },
      );
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** Counts one more; returns how many there are then. */
  async count(key: string, session: ClientSession): Promise<number> {
    const document = await this.#mongo.collections.attempts.findOneAndUpdate(
      { _id: key },
      { $inc: { count: 1 } },
      { session, returnDocument: 'after' },
    );
    return document?.count ?? 0;
  }

  /** Starts a lock, and the count anew. */
  async lock(key: string, lockedUntil: Date, session: ClientSession): Promise<void> {
    await this.#mongo.collections.attempts.updateOne({ _id: key }, { $set: { count: 0, lockedUntil } }, { session });
  }

  /** Forgets what was counted; the end of a lock that stands nevertheless, undefined when there is none. */
  async clear(key: string, now: Date, session: ClientSession): Promise<Date | undefined> {
    const { attempts } = this.#mongo.collections;
    await attempts.deleteOne({ _id: key, $or: [{ lockedUntil: null }, { lockedUntil: { $lte: now } }] }, { session });
    const locked = await attempts.findOne({ _id: key }, { session });
    return locked?.lockedUntil ?? undefined;
  }
}
