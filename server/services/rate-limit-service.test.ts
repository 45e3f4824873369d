import { ClientOfflineError } from 'redis';
import { describe, expect, it, vi } from 'vitest';
import type { RateLimits } from '../redis/rate-limits.ts';
import { rateLimits, RateLimitService } from './rate-limit-service.ts';
import { TokenBucket } from './token-bucket.ts';

type Take = RateLimits['take'];

/** The limits over a store that answers as `take` does, at a time that the test sets. */
function setUp(take: Take) {
  const time = { now: 0 };
  const store = { take: vi.fn<Take>(take) };
  const service = new RateLimitService({
    store: store as unknown as RateLimits,
    now: () => time.now,
    patienceMs: 10,
  });
  return { service, store, time };
}

/** Buckets as Redis keeps them. */
function sharedBuckets(time: () => number): Take {
  const buckets = new Map<string, TokenBucket>();
  return async ({ bucket, most, fewest, ...size }) => {
    const found = buckets.get(bucket) ?? new TokenBucket(size);
    buckets.set(bucket, found);
    for (let tokens = most; tokens >= fewest; tokens -= 1) {
      if (found.take(tokens, time()) === 0) return { tokens, waitMs: 0 };
    }
    return { tokens: 0, waitMs: found.take(fewest, time()) };
  };
}

async function countGranted(attempts: number, attempt: () => Promise<number>): Promise<number> {
  let granted = 0;
  for (let each = 0; each < attempts; each += 1) granted += (await attempt()) === 0 ? 1 : 0;
  return granted;
}

describe('rate limits', () => {
  it.each(['signIn', 'write', 'read', 'anonymous'] as const)('%s: a capacity at once, and no more', async (name) => {
    const { service } = setUp(sharedBuckets(() => 0));
    const { capacity } = rateLimits[name];
    expect(await countGranted(capacity + 50, () => service.take(name, 'somebody'))).toBe(capacity);
    expect(await service.take(name, 'somebody')).toBeGreaterThan(0);
    expect(await service.take(name, 'somebody else')).toBe(0);
  });

  it('two programs share one bucket', async () => {
    const shared = sharedBuckets(() => 0);
    const [one, other] = [setUp(shared).service, setUp(shared).service];
    const both = await Promise.all([one, other].map((each) => countGranted(400, () => each.take('write', 'somebody'))));
    expect(both.reduce((a, b) => a + b)).toBeLessThanOrEqual(rateLimits.write.capacity);
    expect(both.reduce((a, b) => a + b)).toBeGreaterThan(rateLimits.write.capacity - rateLimits.write.lease);
  });

  it('hardly any operation asks Redis', async () => {
    const { service, store } = setUp(sharedBuckets(() => 0));
    expect(await countGranted(200, () => service.take('write', 'somebody'))).toBe(200);
    expect(store.take.mock.calls.length).toBeLessThanOrEqual(1 + 200 / (rateLimits.write.lease / 2));
  });

  it('many who come at once ask once', async () => {
    const { service, store } = setUp(sharedBuckets(() => 0));
    const waits = await Promise.all(Array.from({ length: 10 }, () => service.take('write', 'somebody')));
    expect(waits).toEqual(Array.from({ length: 10 }, () => 0));
    expect(store.take).toHaveBeenCalledTimes(1);
  });

  it('an empty bucket is not asked again before it can have something', async () => {
    const { service, store, time } = setUp(sharedBuckets(() => time.now));
    await countGranted(100, () => service.take('signIn', 'guesser'));
    store.take.mockClear();
    const waitMs = await service.take('signIn', 'guesser');
    expect(waitMs).toBe(2_000);
    expect(store.take).not.toHaveBeenCalled();
    time.now += waitMs;
    expect(await service.take('signIn', 'guesser')).toBe(0);
    expect(store.take).toHaveBeenCalledTimes(1);
  });

  it('what is charged is owed', async () => {
    const { service } = setUp(sharedBuckets(() => 0));
    for (let each = 0; each < 20; each += 1) service.charge('anonymous', 'nuisance', 5);
    expect(await countGranted(500, () => service.take('anonymous', 'nuisance'))).toBe(
      rateLimits.anonymous.capacity - 100,
    );
  });

  it('nothing is limited when they are off', async () => {
    const service = new RateLimitService({ store: undefined });
    expect(service.isOn).toBe(false);
    expect(await countGranted(1_000, () => service.take('signIn', 'somebody'))).toBe(1_000);
  });
});

describe('while Redis is away', () => {
  const away: Take = () => Promise.reject(new ClientOfflineError());
  const silent: Take = () => new Promise(() => undefined);

  it.each([
    ['refuses', away],
    ['is silent', silent],
  ])('and %s: each program counts by itself, and selling goes on', async (_name, take) => {
    const { service, store, time } = setUp(take);
    expect(await countGranted(100, () => service.take('write', 'station'))).toBe(100);
    expect(await countGranted(100, () => service.take('signIn', 'guesser'))).toBe(rateLimits.signIn.capacity);
    // It rests between its attempts to ask, so that nobody waits for a Redis that hangs.
    expect(store.take).toHaveBeenCalledTimes(1);
    time.now += 1_000;
    await countGranted(100, () => service.take('write', 'station'));
    expect(store.take).toHaveBeenCalledTimes(2);
  });

  it('and when it is back, its buckets count again', async () => {
    let isAway = true;
    const shared = sharedBuckets(() => 0);
    const { service, time } = setUp((taking) => (isAway ? away(taking) : shared(taking)));
    await countGranted(100, () => service.take('signIn', 'guesser'));
    isAway = false;
    time.now += 120_000;
    expect(await countGranted(100, () => service.take('signIn', 'guesser'))).toBe(rateLimits.signIn.capacity);
  });

  it('a fault that is no outage is told', async () => {
    const { service } = setUp(() => Promise.reject(new Error('a bug')));
    await expect(service.take('read', 'somebody')).rejects.toThrow('a bug');
  });
});
