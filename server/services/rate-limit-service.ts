import { LRUCache } from 'lru-cache';
import { isRedisOutage } from '../redis/outage.ts';
import type { BucketSize, RateLimits, Taken } from '../redis/rate-limits.ts';
import { TokenBucket } from './token-bucket.ts';

interface RateLimit extends BucketSize {
  /** Tokens that a program takes out of the shared bucket at once, to spend them without asking again. */
  readonly lease: number;
}

/**
 * How often something may be done: `capacity` times at once and `perSecond` in the long run. Writes and reads are counted
 * by session, the rest by address, behind which may be all stations of a cinema.
 */
export const rateLimits = {
  /** Guesses of PINs and passwords, and the time that hashing them takes. */
  signIn: { capacity: 60, perSecond: 0.5, lease: 1 },
  session: { capacity: 120, perSecond: 2, lease: 5 },
  write: { capacity: 300, perSecond: 30, lease: 30 },
  read: { capacity: 600, perSecond: 100, lease: 50 },
  anonymous: { capacity: 400, perSecond: 100, lease: 50 },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof rateLimits;

/** What this program knows of one bucket. */
interface Account {
  readonly limit: RateLimit;
  readonly bucket: string;
  /** Tokens to spend; below 0 what is owed. */
  tokens: number;
  /** Until then, the shared bucket has nothing for us. */
  emptyUntil: number;
  /** The request for more that is under way. */
  leasing: Promise<void> | undefined;
  /** Stands in for the shared bucket while Redis is away. */
  insurance: TokenBucket | undefined;
}

interface Options {
  /** Undefined: nothing is limited. */
  readonly store: RateLimits | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  /** How long Redis may take to answer before this program counts by itself, in ms. */
  readonly patienceMs?: number;
}

/** Subjects that are remembered; what is forgotten starts with a new lease. */
const mostAccounts = 50_000;

/** After Redis didn't answer it is not asked for this long, in ms. */
const restMs = 1_000;

/**
 * Limits how often somebody may do something, over all programs together. Tokens are leased from the shared buckets in
 * blocks and before they run out, so that hardly any operation waits for Redis. While Redis is away each program counts by
 * itself: selling goes on, and guessing stays as hard as before.
 */
export class RateLimitService {
  readonly #store: RateLimits | undefined;
  readonly #now: () => number;
  readonly #patienceMs: number;
  readonly #accounts = new LRUCache<string, Account>({ max: mostAccounts });
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor({ store, now = () => performance.now(), patienceMs = 250 }: Options) {
    this.#store = store;
    this.#now = now;
    this.#patienceMs = patienceMs;
  }

  get isOn(): boolean {
    return this.#store !== undefined;
  }

  /** Takes tokens for a subject; gives 0, or how many ms from now on they could be had. `tokens`: up to half the capacity. */
  async take(name: RateLimitName, subject: string, tokens = 1): Promise<number> {
    if (!this.#store) return 0;
    const account = this.#accountOf(name, subject);
    while (account.tokens < tokens) {
      const waitMs = account.emptyUntil - this.#now();
      if (waitMs > 0) return waitMs;
      await this.#lease(account, tokens, this.#store);
    }
    account.tokens -= tokens;
    this.#leaseAhead(account, this.#store);
    return 0;
  }

  /** Takes tokens that nobody asked for: for work that was done in vain. */
  charge(name: RateLimitName, subject: string, tokens: number): void {
    if (!this.#store) return;
    const account = this.#accountOf(name, subject);
    // What is owed must fit into the bucket together with what is asked for next.
    account.tokens = Math.max(account.tokens - tokens, -account.limit.capacity / 2);
  }

  #accountOf(name: RateLimitName, subject: string): Account {
    const bucket = `${name}:${subject}`;
    const known = this.#accounts.get(bucket);
    if (known) return known;
    const limit = rateLimits[name];
    const account: Account = {
      limit,
      bucket,
      tokens: 0,
      emptyUntil: Number.NEGATIVE_INFINITY,
      leasing: undefined,
      insurance: undefined,
    };
    this.#accounts.set(bucket, account);
    return account;
  }

  #leaseAhead(account: Account, store: RateLimits): void {
    if (account.tokens >= Math.floor(account.limit.lease / 2) || account.emptyUntil > this.#now()) return;
    // Nobody waits for these; whoever needs them next meets the same fault.
    this.#lease(account, 1, store).catch(() => undefined);
  }

  /** One request for more tokens at a time; whoever comes meanwhile waits for the same one. */
  #lease(account: Account, tokens: number, store: RateLimits): Promise<void> {
    account.leasing ??= this.#leaseOnce(account, tokens, store).finally(() => {
      account.leasing = undefined;
    });
    return account.leasing;
  }

  async #leaseOnce(account: Account, tokens: number, store: RateLimits): Promise<void> {
    const fewest = Math.max(1, tokens - account.tokens);
    const most = Math.max(fewest, account.limit.lease - account.tokens);
    const taken = (await this.#fromStore(account, fewest, most, store)) ?? this.#fromInsurance(account, fewest);
    account.tokens += taken.tokens;
    if (taken.waitMs > 0) account.emptyUntil = this.#now() + taken.waitMs;
  }

  /** Undefined while Redis is away. */
  async #fromStore(account: Account, fewest: number, most: number, store: RateLimits): Promise<Taken | undefined> {
    if (this.#restsUntil > this.#now()) return undefined;
    const { capacity, perSecond } = account.limit;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, this.#patienceMs, undefined);
    });
    try {
      const taking = store.take({ bucket: account.bucket, capacity, perSecond, most, fewest });
      const taken = await Promise.race([taking, tooLate]);
      if (taken === undefined) this.#rest(taking);
      else account.insurance = undefined;
      return taken;
    } catch (error) {
      if (!isRedisOutage(error)) throw error;
      this.#rest();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  #rest(unanswered?: Promise<Taken>): void {
    this.#restsUntil = this.#now() + restMs;
    // Nobody waits for this answer any more, whichever it will be.
    unanswered?.catch(() => undefined);
  }

  #fromInsurance(account: Account, tokens: number): Taken {
    const now = this.#now();
    account.insurance ??= new TokenBucket(account.limit);
    const waitMs = account.insurance.take(tokens, now);
    return { tokens: waitMs > 0 ? 0 : tokens, waitMs };
  }
}
