import type { ClientSession } from 'mongodb';
import type { OrderId, ShowtimeId, WaitingEntryId } from '#shared/domain/ids.ts';
import type { WaitingEntry } from '../domain/waiting-list.ts';
import { claiming, insertMissing, type Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';

/** Who waits for seats of which showtime. */
export class WaitingListRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: WaitingEntryId): Promise<WaitingEntry | undefined> {
    const document = await this.#mongo.collections.waitingEntries.findOne({ _id: id });
    return document ? fromDocument<WaitingEntry>(document) : undefined;
  }

  /** The entry that was offered an order. */
  async findByOrder(orderId: OrderId): Promise<WaitingEntry | undefined> {
    const document = await this.#mongo.collections.waitingEntries.findOne({ orderId, state: 'OFFERED' });
    return document ? fromDocument<WaitingEntry>(document) : undefined;
  }

  /** All who ever joined the line of a showtime, in the order in which they did. */
  async ofShowtime(showtimeId: ShowtimeId): Promise<readonly WaitingEntry[]> {
    return this.#list({ showtimeId });
  }

  /** Those of a showtime who wait now, in the order in which they joined. */
  async line(showtimeId: ShowtimeId, session?: ClientSession): Promise<readonly WaitingEntry[]> {
    return this.#list({ showtimeId, state: 'WAITING' }, session);
  }

  /** How many wait before an entry. */
  async countBefore({ showtimeId, number }: Pick<WaitingEntry, 'showtimeId' | 'number'>): Promise<number> {
    const before = { showtimeId, state: 'WAITING' as const, number: { $lt: number } };
    return this.#mongo.collections.waitingEntries.countDocuments(before);
  }

  /** Showtimes for which somebody waits; of these only, when some are named. */
  async showtimesWaitedFor(among?: readonly string[]): Promise<readonly ShowtimeId[]> {
    const named = among && { showtimeId: { $in: [...among] } };
    const rows = await this.#mongo.collections.waitingEntries
      .aggregate<{ _id: ShowtimeId }>([{ $match: { state: 'WAITING', ...named } }, { $group: { _id: '$showtimeId' } }])
      .toArray();
    return rows.map(({ _id }) => _id);
  }

  /** Makes sure that a showtime's line can be counted; call it before the transaction that joins it. */
  async prepare(showtimeId: ShowtimeId): Promise<void> {
    const { counters } = this.#mongo.collections;
    const _id = counterOf(showtimeId);
    if ((await counters.countDocuments({ _id }, { limit: 1 })) > 0) return;
    await insertMissing(counters, [{ _id, value: 0 }]);
  }

  /** The next number in a showtime's line. Of several who join at once each sees those before it. */
  async takeNumber(showtimeId: ShowtimeId, session: ClientSession): Promise<number> {
    const counter = await this.#mongo.collections.counters.findOneAndUpdate(
      { _id: counterOf(showtimeId) },
      { $inc: { value: 1 } },
      { session, returnDocument: 'after' },
    );
    if (!counter) throw new Error(`the waiting list of ${showtimeId} was not prepared`);
    return counter.value;
  }

  /** Throws `ClaimRefused('entry')` when there is one with this id. */
  async insert(entry: WaitingEntry, session: ClientSession): Promise<void> {
    await claiming('entry', () => this.#mongo.collections.waitingEntries.insertOne(toDocument(entry), { session }));
  }

  /** Takes an entry out of the line, for an offer or for good; undefined when it doesn't wait any more. */
  async takeOut(
    id: WaitingEntryId,
    set: Pick<WaitingEntry, 'state'> & Partial<Pick<WaitingEntry, 'orderId'>>,
    session: ClientSession,
  ): Promise<WaitingEntry | undefined> {
    const document = await this.#mongo.collections.waitingEntries.findOneAndUpdate(
      { _id: id, state: 'WAITING' },
      { $set: set },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<WaitingEntry>(document) : undefined;
  }

  /** Notes that an offer was accepted; undefined when it was before. */
  async accept(id: WaitingEntryId, acceptedAt: Date, session: ClientSession): Promise<WaitingEntry | undefined> {
    const document = await this.#mongo.collections.waitingEntries.findOneAndUpdate(
      { _id: id, acceptedAt: null },
      { $set: { acceptedAt } },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<WaitingEntry>(document) : undefined;
  }

  async #list(
    filter: Partial<Pick<WaitingEntry, 'showtimeId' | 'state'>>,
    session?: ClientSession,
  ): Promise<readonly WaitingEntry[]> {
    const documents = await this.#mongo.collections.waitingEntries
      .find(filter, session ? { session } : {})
      .sort({ number: 1 })
      .toArray();
    return documents.map((document) => fromDocument<WaitingEntry>(document));
  }
}

function counterOf(showtimeId: ShowtimeId): string {
  return `waiting:${showtimeId}`;
}
