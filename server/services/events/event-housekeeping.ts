import type { RedisClient } from '../../redis/client.ts';
import { eventTopics } from '../../redis/event-streams/topics.ts';
import { forgetReaders } from '../../redis/event-streams/forget-readers.ts';
import { trimHandled } from '../../redis/event-streams/trim.ts';
import type { Keys } from '../../redis/keys.ts';

/** Keeps the event streams, and the lists of their readers, short. */
export class EventHousekeeping {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Forgets events that every group has handled, and readers that are gone. */
  async tidy(): Promise<void> {
    for (const topic of eventTopics(this.#keys)) {
      await trimHandled(this.#redis, topic);
      await forgetReaders(this.#redis, topic);
    }
  }
}
