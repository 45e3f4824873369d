import type { ClientSession, Filter } from 'mongodb';
import type { OrderEvent } from '../domain/order-event.ts';
import type { Mongo } from './client.ts';
import type { OutboxDocument } from './event-documents.ts';

/** A row of the outbox that is to be told. */
export interface WaitingRow {
  readonly event: OrderEvent;
  /** False when it was told before, into a life of the streams that is lost. */
  readonly isNew: boolean;
  /** How often its effects failed. */
  readonly failures: number;
}

/** A row that was given up. */
export interface ParkedRow {
  readonly event: OrderEvent;
  readonly failures: number;
  readonly error: string;
  readonly parkedAt: Date;
}

/** How much waits in the outbox. */
export interface OutboxStatus {
  readonly waiting: number;
  /** When the oldest waiting row was written; null when none waits. */
  readonly oldestAt: Date | null;
  /** Rows that were given up, and wait for a replay. */
  readonly parked: number;
}

/** Where rows stand that were given up: after every life of the streams. */
const parkedIn = Number.MAX_SAFE_INTEGER;

/** The outbox as its relay sees it. Rows are written by `OrderRepository.addToOutbox`. */
export class OutboxRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Rows that this life of the streams doesn't have, the oldest first; ones that rest after a failure are left out. */
  async waiting(generation: number, now: Date, limit: number): Promise<readonly WaitingRow[]> {
    const rows = await this.#mongo.collections.outbox
      .find({ relayedIn: { $lt: generation }, $or: [{ retryAt: { $exists: false } }, { retryAt: { $lte: now } }] })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return rows.map((row) => ({
      event: eventOf(row),
      isNew: row.relayedAt === undefined,
      failures: row.failures ?? 0,
    }));
  }

  /** The streams have these rows now. From here on they are kept for a day. */
  async markRelayed(ids: readonly string[], generation: number, now: Date): Promise<void> {
    await this.#mongo.collections.outbox.updateMany(
      { _id: { $in: [...ids] } },
      { $set: { relayedIn: generation, relayedAt: now } },
    );
  }

  /** Tells rows again that were relayed since then; returns how many. */
  async relayAgainSince(since: Date): Promise<number> {
    const { modifiedCount } = await this.#mongo.collections.outbox.updateMany(
      { relayedAt: { $gte: since }, relayedIn: { $lt: parkedIn } },
      { $set: { relayedIn: 0 } },
    );
    return modifiedCount;
  }

  /** The effects of a row failed: it rests until `retryAt`, and is given up without one. */
  async fail(id: string, failures: number, error: string, retryAt: Date | null, now: Date): Promise<void> {
    await this.#mongo.collections.outbox.updateOne(
      { _id: id },
      { $set: { failures, error, retryAt: retryAt ?? now, ...(!retryAt && { relayedIn: parkedIn }) } },
    );
  }

  /** The greatest generation that a row was relayed into; 0 when none was. */
  async highestGeneration(): Promise<number> {
    const [row] = await this.#mongo.collections.outbox
      .find({ relayedIn: { $lt: parkedIn } })
      .sort({ relayedIn: -1 })
      .limit(1)
      .toArray();
    return row?.relayedIn ?? 0;
  }

  /** Rows that were given up, the oldest first. */
  async parked(limit: number): Promise<readonly ParkedRow[]> {
    const rows = await this.#mongo.collections.outbox
      .find({ relayedIn: parkedIn })
      .sort({ _id: 1 })
      .limit(limit)
      .toArray();
    return rows.map((row) => ({
      event: eventOf(row),
      failures: row.failures ?? 0,
      error: row.error ?? '',
      parkedAt: row.retryAt ?? row.at,
    }));
  }

  /** Gives at most `limit` rows that were given up new attempts (of all when none are named); returns their ids. */
  async unpark(ids: readonly string[] | undefined, limit: number, session: ClientSession): Promise<readonly string[]> {
    const filter: Filter<OutboxDocument> = { relayedIn: parkedIn, ...(ids && { _id: { $in: [...ids] } }) };
    const { outbox } = this.#mongo.collections;
    const rows = await outbox
      .find(filter, { session, projection: { _id: 1 } })
      .limit(limit)
      .toArray();
    const found = rows.map(({ _id }) => _id);
    await outbox.updateMany(
      { _id: { $in: found } },
      { $set: { relayedIn: 0 }, $unset: { failures: 1, error: 1, retryAt: 1 } },
      { session },
    );
    return found;
  }

  /** `generation`: of the streams' present life; 0 when it isn't known, then rows that were never told are counted. */
  async status(generation: number): Promise<OutboxStatus> {
    const { outbox } = this.#mongo.collections;
    const [[waiting], parked] = await Promise.all([
      outbox
        .aggregate<{ readonly count: number; readonly oldestAt: Date }>([
          { $match: { relayedIn: { $lt: Math.max(generation, 1) } } },
          { $limit: 100_000 },
          { $group: { _id: null, count: { $sum: 1 }, oldestAt: { $min: '$at' } } },
        ])
        .toArray(),
      outbox.countDocuments({ relayedIn: parkedIn }),
    ]);
    return { waiting: waiting?.count ?? 0, oldestAt: waiting?.oldestAt ?? null, parked };
  }
}

function eventOf({ _id, type, orderId, at, data = {} }: OutboxDocument): OrderEvent {
  return { id: _id, type, orderId, at, data };
}
