import type { ClientSession } from 'mongodb';
import type { StationId } from '#shared/domain/ids.ts';
import { pairingAttempts, type Station } from '../domain/station.ts';
import { claiming, type Mongo } from './client.ts';
import type { Stored } from './collections.ts';
import type { PairingCodeDocument } from './identity-documents.ts';
import { fromDocument, toDocument } from './documents.ts';

/** Devices, and the codes that pair them. */
export class StationRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: StationId): Promise<Station | undefined> {
    const document = await this.#mongo.collections.stations.findOne({ _id: id });
    return document ? toStation(document) : undefined;
  }

  /** By name. */
  async all(): Promise<readonly Station[]> {
    const documents = await this.#mongo.collections.stations.find().sort({ name: 1 }).toArray();
    return documents.map(toStation);
  }

  /** Adds a station; one that is there already keeps its key. */
  async addUnlessThere(station: Station): Promise<void> {
    const { _id, ...rest } = toDocument(station);
    await this.#mongo.collections.stations.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
  }

  /** Writes a station whose device was just paired, in place of what there was of it. */
  async put(station: Station, session: ClientSession): Promise<void> {
    const { _id, ...rest } = toDocument(station);
    await this.#mongo.collections.stations.updateOne({ _id }, { $set: rest }, { upsert: true, session });
  }

  /** Shuts a device out; undefined when there is none with this id. */
  async revoke(id: StationId, at: Date, session: ClientSession): Promise<Station | undefined> {
    const document = await this.#mongo.collections.stations.findOneAndUpdate(
      { _id: id },
      { $set: { revokedAt: at, deviceKeyHash: null } },
      { session, returnDocument: 'after' },
    );
    return document ? toStation(document) : undefined;
  }

  /** Writes down that somebody signs in at a station; false when it was shut out or paired anew meanwhile. */
  async admit(
    { id, deviceKeyHash }: Pick<Station, 'id' | 'deviceKeyHash'>,
    seen: { readonly at: Date; readonly version: string | null },
    session: ClientSession,
  ): Promise<boolean> {
    const { matchedCount } = await this.#mongo.collections.stations.updateOne(
      { _id: id, revokedAt: null, deviceKeyHash },
      { $set: { lastSeenAt: seen.at, ...(seen.version !== null && { version: seen.version }) } },
      { session },
    );
    return matchedCount === 1;
  }

  /** Writes down that a station was heard of, unless it was after `before` already. Returns when it was heard of last. */
  async seen(id: StationId, at: Date, before: Date): Promise<Date | undefined> {
    const { matchedCount } = await this.#mongo.collections.stations.updateOne(
      { _id: id, $or: [{ lastSeenAt: null }, { lastSeenAt: { $lt: before } }] },
      { $set: { lastSeenAt: at } },
    );
    return matchedCount === 1 ? at : ((await this.find(id))?.lastSeenAt ?? undefined);
  }

  /** Throws `ClaimRefused('pairingCode')` when a code begins alike. */
  async addCode(code: PairingCodeDocument, session: ClientSession): Promise<void> {
    await claiming('pairingCode', () => this.#mongo.collections.pairingCodes.insertOne(code, { session }));
  }

  /** Takes one of the attempts that a code has; undefined when it has none left, or is over. */
  async tryCode(firstHalf: string, now: Date): Promise<PairingCodeDocument | undefined> {
    const document = await this.#mongo.collections.pairingCodes.findOneAndUpdate(
      { _id: firstHalf, attempts: { $lt: pairingAttempts }, expiresAt: { $gt: now } },
      { $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    );
    return document ?? undefined;
  }

  /** Uses a code up; false when somebody else just did. */
  async useCode({ _id, codeHash }: PairingCodeDocument, session: ClientSession): Promise<boolean> {
    const { deletedCount } = await this.#mongo.collections.pairingCodes.deleteOne({ _id, codeHash }, { session });
    return deletedCount === 1;
  }
}

/** What wasn't known yet of stations that were stored long ago. */
const unknown = { deviceKeyHash: null, version: null, pairedAt: null, lastSeenAt: null, revokedAt: null };

function toStation(document: Stored<Station>): Station {
  return fromDocument<Station>({ ...unknown, ...document });
}
