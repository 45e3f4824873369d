import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { testEngines } from '../embedded/testing.ts';
import { connectRedis, type RedisClient } from './client.ts';
import { Keys } from './keys.ts';
import { RateLimits } from './rate-limits.ts';

let redis: RedisClient;
let keys: Keys;
let limits: RateLimits;

beforeAll(async () => {
  redis = await connectRedis((await testEngines()).redisUrl, () => undefined);
  keys = new Keys(`test-${randomUUID()}`);
  limits = new RateLimits(redis, keys);
});

afterAll(() => redis.destroy());

/** A bucket that gains so little that a test doesn't see it. */
const slow = { capacity: 10, perSecond: 0.001 };

describe('a bucket in Redis', () => {
  it('gives what it has between the fewest and the most', async () => {
    const bucket = randomUUID();
    expect(await limits.take({ bucket, ...slow, most: 6, fewest: 1 })).toEqual({ tokens: 6, waitMs: 0 });
    expect(await limits.take({ bucket, ...slow, most: 6, fewest: 1 })).toEqual({ tokens: 4, waitMs: 0 });
    const refused = await limits.take({ bucket, ...slow, most: 6, fewest: 2 });
    expect(refused.tokens).toBe(0);
    expect(refused.waitMs).toBeGreaterThan(1_900_000);
    expect(refused.waitMs).toBeLessThanOrEqual(2_000_000);
  });

  it('gives no token twice, however many ask at once', async () => {
    const bucket = randomUUID();
    const taken = await Promise.all(
      Array.from({ length: 40 }, () => limits.take({ bucket, ...slow, most: 3, fewest: 1 })),
    );
    expect(taken.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(slow.capacity);
  });

  it('fills again, and a full one needs no key', async () => {
    const bucket = randomUUID();
    const quick = { capacity: 5, perSecond: 50 };
    expect((await limits.take({ bucket, ...quick, most: 5, fewest: 5 })).tokens).toBe(5);
    expect(await redis.exists(keys.rateLimit(bucket))).toBe(1);
    await vi.waitFor(async () => expect(await redis.exists(keys.rateLimit(bucket))).toBe(0), { timeout: 10_000 });
    expect((await limits.take({ bucket, ...quick, most: 9, fewest: 1 })).tokens).toBe(5);
  });
});
