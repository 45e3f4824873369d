import type { ClientSession, Filter } from 'mongodb';
import { asId, type SessionId } from '#shared/domain/ids.ts';
import type { Mongo } from './client.ts';
import type { SessionDocument } from './identity-documents.ts';

/** Whose sessions: those of one account, or all at one station. */
export type SessionOwner = { readonly accountId: string } | { readonly stationId: string };

/** Sessions of people and devices. */
export class SessionRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async insert(document: SessionDocument, session: ClientSession): Promise<void> {
    await this.#mongo.collections.sessions.insertOne(document, { session });
  }

  async find(id: SessionId, session?: ClientSession): Promise<SessionDocument | undefined> {
    return (await this.#mongo.collections.sessions.findOne({ _id: id }, session ? { session } : {})) ?? undefined;
  }

  /** Makes the next refresh token the valid one; false when `generation` isn't valid any more. */
  async rotate(id: SessionId, generation: number, now: Date, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.#mongo.collections.sessions.updateOne(
      { _id: id, generation, revokedAt: null },
      { $set: { generation: generation + 1, rotatedAt: now } },
      { session },
    );
    return modifiedCount === 1;
  }

  /** Ends a session; false when it has ended before. */
  async revoke(id: SessionId, at: Date, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.#mongo.collections.sessions.updateOne(
      { _id: id, revokedAt: null },
      { $set: { revokedAt: at } },
      { session },
    );
    return modifiedCount === 1;
  }

  /** Ends all sessions of an owner but one, and says which were ended. */
  async revokeAll(
    owner: SessionOwner,
    at: Date,
    session: ClientSession,
    except: SessionId | null = null,
  ): Promise<readonly SessionId[]> {
    const filter = { ...owner, revokedAt: null, expiresAt: { $gt: at } };
    const live = await this.#ids(except === null ? filter : { ...filter, _id: { $ne: except } }, session);
    if (live.length === 0) return [];
    await this.#mongo.collections.sessions.updateMany(
      { _id: { $in: [...live] }, revokedAt: null },
      { $set: { revokedAt: at } },
      { session },
    );
    return live;
  }

  /** Sessions that were ended since an instant. */
  async revokedSince(from: Date): Promise<readonly SessionId[]> {
    return this.#ids({ revokedAt: { $gte: from } });
  }

  async #ids(filter: Filter<SessionDocument>, session?: ClientSession): Promise<readonly SessionId[]> {
    const found = await this.#mongo.collections.sessions
      .find(filter, session ? { session } : {})
      .project<{ _id: string }>({ _id: 1 })
      .toArray();
    return found.map(({ _id }) => asId<SessionId>(_id));
  }
}
