import type { ClientSession } from 'mongodb';
import { claiming, type Mongo } from './client.ts';

const only = 'first-administrator';

/** The code that lets the first administrator in. */
export class SetupRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** argon2id of the code that is good now. */
  async codeHash(): Promise<string | undefined> {
    return (await this.#mongo.collections.setupCodes.findOne({ _id: only }))?.codeHash;
  }

  /**
   * Replaces a code that is older than `before`, or writes the first one. Throws `ClaimRefused('setupCode')` when there
   * is a younger one: programs that start together make one between them.
   */
  async replaceCode(codeHash: string, now: Date, before: Date, session: ClientSession): Promise<void> {
    await claiming('setupCode', () =>
      this.#mongo.collections.setupCodes.updateOne(
        { _id: only, createdAt: { $lt: before } },
        { $set: { codeHash, createdAt: now } },
        { upsert: true, session },
      ),
    );
  }

  /** Uses the code up; false when it isn't this one any more. */
  async useCode(codeHash: string, session: ClientSession): Promise<boolean> {
    const { deletedCount } = await this.#mongo.collections.setupCodes.deleteOne({ _id: only, codeHash }, { session });
    return deletedCount === 1;
  }
}
