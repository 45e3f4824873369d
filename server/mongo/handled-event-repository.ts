import type { ClientSession } from 'mongodb';
import { claiming, type Mongo } from './client.ts';

/** Which effects of events a consumer group has written. */
export class HandledEventRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Which of these effects the group has written before. */
  async among(group: string, effects: readonly string[]): Promise<ReadonlySet<string>> {
    const ids = effects.map((effect) => keyOf(group, effect));
    const found = await this.#mongo.collections.handledEvents.find({ _id: { $in: ids } }).toArray();
    return new Set(found.map(({ _id }) => _id.slice(group.length + 1)));
  }

  /** Remembers effects in the transaction that writes them. Throws `ClaimRefused('event')` when one was written before. */
  async remember(group: string, effects: readonly string[], at: Date, session: ClientSession): Promise<void> {
    const documents = effects.map((effect) => ({ _id: keyOf(group, effect), at }));
    await claiming('event', () => this.#mongo.collections.handledEvents.insertMany(documents, { session }));
  }
}

function keyOf(group: string, effect: string): string {
  return `${group}:${effect}`;
}
