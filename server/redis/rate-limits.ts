import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';

/** A bucket: how many tokens it holds, and how many it gains each second. */
export interface BucketSize {
  readonly capacity: number;
  readonly perSecond: number;
}

interface Taking extends BucketSize {
  /** The bucket's name, the same in all programs. */
  readonly bucket: string;
  readonly most: number;
  readonly fewest: number;
}

/** `waitMs`: until the fewest can be had; 0 when some were taken. */
export interface Taken {
  readonly tokens: number;
  readonly waitMs: number;
}

/** Token buckets that all programs share. */
export class RateLimits {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Takes as many tokens as there are between `fewest` and `most`, or none. Rejects when Redis is away. */
  async take({ bucket, capacity, perSecond, most, fewest }: Taking): Promise<Taken> {
    const [tokens, waitMs] = await this.#redis.takeTokens(this.#keys.rateLimit(bucket), [
      capacity,
      perSecond,
      most,
      fewest,
    ]);
    return { tokens, waitMs };
  }
}
