import type { RedisClient } from '../../redis/client.ts';
import { eventTopics } from '../../redis/event-streams/topics.ts';
import { trimHandled } from '../../redis/event-streams/trim.ts';
import type { Keys } from '../../redis/keys.ts';

/** Keeps the event streams short. */
export class EventHousekeeping {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Forgets events that every group has handled; returns how many. */
  async trim(): Promise<number> {
    const counts = await Promise.all(eventTopics(this.#keys).map((topic) => trimHandled(this.#redis, topic)));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}
