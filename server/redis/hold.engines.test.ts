import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type HolderId, type ShowtimeId } from '#shared/domain/ids.ts';
import { holdRequest, LocksBench } from './testing.ts';

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('hold', () => {
  it('takes all its seats, with a fence, a TTL and a deadline', async () => {
    const showtimeId = await bench.showtime('000000');
    const request = holdRequest(showtimeId, [1, 4]);
    const outcome = await bench.locks.hold(request);
    if (outcome.kind !== 'held') throw new Error(outcome.kind);
    const { hold, serverTime } = outcome;
    expect(hold).toMatchObject({ holdId: request.holdId, showtimeId, seats: [1, 4], holderId: request.holderId });
    expect(hold.fence).toMatch(/^\d{16}$/);
    expect(hold.expiresAt).toBe(serverTime + request.ttlMs);
    expect(hold.deadline).toBe(serverTime + request.maximumMs);
    expect(await bench.packed(showtimeId)).toBe('010010');
  });

  it('never outlives its deadline, however long the TTL', async () => {
    const hold = await bench.hold(await bench.showtime(), [0], { ttlMs: 900_000, maximumMs: 60_000 });
    expect(hold.expiresAt).toBe(hold.deadline);
  });

  it('names every seat that is taken, and takes none', async () => {
    const showtimeId = await bench.showtime('001234');
    const outcome = await bench.locks.hold(holdRequest(showtimeId, [0, 2, 3, 4, 5]));
    expect(outcome).toEqual({ kind: 'unavailable', seats: [2, 3, 4, 5] });
    expect(await bench.packed(showtimeId)).toBe('001234');
    expect(await bench.eventTypes(showtimeId)).toEqual([]);
  });

  it('gives the same hold again to a retry, unchanged', async () => {
    const showtimeId = await bench.showtime();
    const request = holdRequest(showtimeId, [2, 3, 10]);
    const first = await bench.locks.hold(request);
    const { version } = await bench.snapshot(showtimeId);
    const second = await bench.locks.hold(request);
    expect(second).toMatchObject({ kind: 'held', hold: first.kind === 'held' && first.hold });
    expect((await bench.snapshot(showtimeId)).version).toBe(version);
    expect(await bench.eventTypes(showtimeId)).toEqual(['hold.placed']);
  });

  it('refuses a hold id that was used for other seats, or is being paid', async () => {
    const showtimeId = await bench.showtime();
    const request = holdRequest(showtimeId, [2, 3]);
    const hold = await bench.hold(showtimeId, [2, 3], request);
    expect(await bench.locks.hold({ ...request, seats: [2, 4] })).toEqual({ kind: 'conflict' });
    await bench.locks.lock({ showtimeId, holdId: hold.holdId, token: 'payment', fence: hold.fence });
    expect(await bench.locks.hold(request)).toEqual({ kind: 'conflict' });
  });

  it('refuses a hold id that was used in another showtime', async () => {
    const request = holdRequest(await bench.showtime(), [2]);
    await bench.locks.hold(request);
    const other = await bench.showtime();
    expect(await bench.locks.hold({ ...request, showtimeId: other })).toEqual({ kind: 'conflict' });
    expect(await bench.packed(other)).toBe('000000000000');
  });

  it('refuses a seat that the map does not have', async () => {
    const showtimeId = await bench.showtime('000');
    expect(await bench.locks.hold(holdRequest(showtimeId, [2, 3]))).toEqual({ kind: 'unknownSeat' });
    expect(await bench.packed(showtimeId)).toBe('000');
  });

  it('says when there is no map', async () => {
    const missing = asId<ShowtimeId>(randomUUID());
    expect(await bench.locks.hold(holdRequest(missing, [0]))).toEqual({ kind: 'mapMissing' });
  });

  it('gives a larger fence with every hold of a showtime', async () => {
    const showtimeId = await bench.showtime();
    const fences: number[] = [];
    for (const seat of [0, 1, 2, 3, 4]) fences.push(Number((await bench.hold(showtimeId, [seat])).fence));
    expect(fences.every((fence, index) => index === 0 || fence > (fences[index - 1] ?? 0))).toBe(true);
  });

  it('keeps fences exact to the last digit', async () => {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    await bench.rebuild(showtimeId, '000', 9_007_199_254_740_001);
    expect((await bench.hold(showtimeId, [0])).fence).toBe('9007199254740002');
    expect((await bench.hold(showtimeId, [1])).fence).toBe('9007199254740003');
  });
});

describe('the live holds of a holder', () => {
  const anybody = () => asId<HolderId>(randomUUID());

  it('are limited, over showtimes', async () => {
    const holderId = anybody();
    const [one, other] = [await bench.showtime(), await bench.showtime()];
    await bench.hold(one, [0], { holderId, limit: 2 });
    await bench.hold(other, [0], { holderId, limit: 2 });
    expect(await bench.locks.hold(holdRequest(one, [1], { holderId, limit: 2 }))).toEqual({ kind: 'limit' });
    expect(await bench.packed(one)).toBe('100000000000');
  });

  it('do not count a refused hold', async () => {
    const holderId = anybody();
    const showtimeId = await bench.showtime('30');
    expect(await bench.locks.hold(holdRequest(showtimeId, [0], { holderId, limit: 1 }))).toMatchObject({
      kind: 'unavailable',
    });
    expect(await bench.hold(showtimeId, [1], { holderId, limit: 1 })).toMatchObject({ seats: [1] });
  });

  it('do not count a retry twice', async () => {
    const holderId = anybody();
    const request = holdRequest(await bench.showtime(), [0], { holderId, limit: 1 });
    expect(await bench.locks.hold(request)).toMatchObject({ kind: 'held' });
    expect(await bench.locks.hold(request)).toMatchObject({ kind: 'held' });
  });

  it.each(['released', 'sold', 'given up', 'revoked'] as const)('do not count a hold that was %s', async (end) => {
    const holderId = anybody();
    const showtimeId = await bench.showtime();
    const hold = await bench.hold(showtimeId, [0], { holderId, limit: 1 });
    const { holdId, fence } = hold;
    if (end === 'released') await bench.locks.release({ showtimeId, holdId });
    if (end === 'sold') await bench.locks.book({ showtimeId, seats: [0], holdId, fence });
    if (end === 'given up') await bench.locks.abandon({ showtimeId, holdId, fence });
    if (end === 'revoked') await bench.locks.book({ showtimeId, seats: [0], holdId: randomUUID(), fence: '1' });
    expect(await bench.hold(showtimeId, [1], { holderId, limit: 1 })).toMatchObject({ seats: [1] });
  });

  it('do not count a hold that a rebuild ended', async () => {
    const holderId = anybody();
    const showtimeId = await bench.showtime();
    await bench.hold(showtimeId, [0], { holderId, limit: 1 });
    await bench.rebuild(showtimeId, '300000000000');
    expect(await bench.hold(showtimeId, [1], { holderId, limit: 1 })).toMatchObject({ seats: [1] });
  });

  it('do not count a retry as a longer life than the hold itself has', async () => {
    const holderId = anybody();
    const request = holdRequest(await bench.showtime(), [0], { holderId, limit: 1 });
    const slots = bench.keys.slots(holderId);
    await bench.locks.hold(request);
    const score = await bench.redis.zScore(slots, request.holdId);
    await bench.locks.hold({ ...request, ttlMs: 2 * request.ttlMs });
    expect(await bench.redis.zScore(slots, request.holdId)).toBe(score);
  });

  it('count a hold for as long as it was extended', async () => {
    const holderId = anybody();
    const showtimeId = await bench.showtime();
    const { holdId } = await bench.hold(showtimeId, [0], { holderId, ttlMs: 60_000 });
    const outcome = await bench.locks.extend({ showtimeId, holdId, ttlMs: 300_000 });
    if (outcome.kind !== 'extended') throw new Error(outcome.kind);
    const slots = bench.keys.slots(holderId);
    expect(await bench.redis.zScore(slots, holdId)).toBe(outcome.hold.expiresAt);
    expect(await bench.redis.pExpireTime(slots)).toBeGreaterThanOrEqual(outcome.hold.expiresAt);
  });
});

describe('where a hold is', () => {
  it('is known to whoever knows only the hold', async () => {
    const showtimeId = await bench.showtime();
    const { holdId } = await bench.hold(showtimeId, [0]);
    expect(await bench.locks.showtimeOf(holdId)).toBe(showtimeId);
  });

  it('stays known for the life of a hold that was placed late under an old id', async () => {
    const request = holdRequest(await bench.showtime(), [0]);
    await bench.locks.hold(request);
    await bench.locks.release(request);
    // As if the first request had been made long ago.
    await bench.redis.pExpire(bench.keys.holdAt(request.holdId), 5_000);
    const { deadline } = await bench.hold(request.showtimeId, [0], request);
    expect(await bench.redis.pExpireTime(bench.keys.holdAt(request.holdId))).toBeGreaterThanOrEqual(deadline);
  });
});
