import type { ClientSession } from 'mongodb';
import type { SessionId, StaffId } from '#shared/domain/ids.ts';
import type { Staff } from '../domain/catalog.ts';
import type { Mongo } from './client.ts';
import type { SessionDocument } from './collections.ts';
import { fromDocument, toDocument } from './documents.ts';

/** People and their sessions. */
export class StaffRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async findByUsername(username: string): Promise<Staff | undefined> {
    const document = await this.#mongo.collections.staff.findOne({ username });
    return document ? fromDocument<Staff>(document) : undefined;
  }

  async find(id: StaffId): Promise<Staff | undefined> {
    const document = await this.#mongo.collections.staff.findOne({ _id: id });
    return document ? fromDocument<Staff>(document) : undefined;
  }

  async all(): Promise<readonly Staff[]> {
    const documents = await this.#mongo.collections.staff.find().sort({ name: 1 }).toArray();
    return documents.map((document) => fromDocument<Staff>(document));
  }

  /** Adds a person; one who is there already keeps their PIN and lock. */
  async addUnlessThere(staff: Staff): Promise<void> {
    const { _id, ...rest } = toDocument(staff);
    await this.#mongo.collections.staff.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
  }

  /** Counts a wrong PIN and returns the person as it then is. */
  async countFailure(id: StaffId, session: ClientSession): Promise<Staff | undefined> {
    const document = await this.#mongo.collections.staff.findOneAndUpdate(
      { _id: id },
      { $inc: { failedAttempts: 1 } },
      { returnDocument: 'after', session },
    );
    return document ? fromDocument<Staff>(document) : undefined;
  }

  /** Starts a lock (or ends it with null) and the count of wrong PINs anew. */
  async setLock(id: StaffId, lockedUntil: Date | null, session: ClientSession): Promise<void> {
    await this.#mongo.collections.staff.updateOne(
      { _id: id },
      { $set: { failedAttempts: 0, lockedUntil } },
      { session },
    );
  }

  async addSession(document: SessionDocument, session: ClientSession): Promise<void> {
    await this.#mongo.collections.sessions.insertOne(document, { session });
  }

  async findSession(id: SessionId): Promise<SessionDocument | undefined> {
    return (await this.#mongo.collections.sessions.findOne({ _id: id })) ?? undefined;
  }

  /** Replaces the refresh token of a live session; false when `oldHash` is not the one that is valid now. */
  async rotateRefresh(
    id: SessionId,
    oldHash: string,
    newHash: string,
    expiresAt: Date,
    session: ClientSession,
  ): Promise<boolean> {
    const { modifiedCount } = await this.#mongo.collections.sessions.updateOne(
      { _id: id, refreshHash: oldHash, revokedAt: null },
      { $set: { refreshHash: newHash, expiresAt } },
      { session },
    );
    return modifiedCount === 1;
  }

  async revokeSession(id: SessionId, at: Date, session: ClientSession): Promise<void> {
    await this.#mongo.collections.sessions.updateOne(
      { _id: id, revokedAt: null },
      { $set: { revokedAt: at } },
      { session },
    );
  }
}
