import type { BucketSize } from '../redis/rate-limits.ts';

/** A token bucket within one program. Times are ms of any clock that never goes back. */
export class TokenBucket {
  readonly #capacityMs: number;
  readonly #msPerToken: number;
  #fullAt = Number.NEGATIVE_INFINITY;

  constructor({ capacity, perSecond }: BucketSize) {
    this.#msPerToken = 1_000 / perSecond;
    this.#capacityMs = capacity * this.#msPerToken;
  }

  /** Takes tokens; gives 0, or how many ms from now on they could be had. */
  take(tokens: number, now: number): number {
    const fullAt = Math.max(this.#fullAt, now) + tokens * this.#msPerToken;
    const waitMs = Math.ceil(fullAt - now - this.#capacityMs);
    if (waitMs > 0) return waitMs;
    this.#fullAt = fullAt;
    return 0;
  }
}
