import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type HoldId, type ShowtimeId } from '#shared/domain/ids.ts';
import { holdRequest, LocksBench } from './testing.ts';

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const token = 'payment';

describe('lock', () => {
  it('marks the seats as being paid and stops the clock', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.hold(showtimeId, [1, 2]);
    const outcome = await bench.locks.lock({ ...hold, token });
    expect(outcome).toMatchObject({ kind: 'locked', hold: { ...hold, lockedAt: expect.any(Number) } });
    expect(await bench.packed(showtimeId)).toBe('0220');
    expect(await bench.redis.zScore(bench.keys.due(showtimeId), hold.holdId)).toBeNull();
  });

  it('answers the same token again, and no other', async () => {
    const showtimeId = await bench.showtime();
    const hold = await bench.lockedHold(showtimeId, [1]);
    const { version } = await bench.snapshot(showtimeId);
    expect(await bench.locks.lock({ ...hold, token })).toMatchObject({ kind: 'locked', hold });
    expect(await bench.locks.lock({ ...hold, token: 'another' })).toEqual({ kind: 'conflict' });
    expect((await bench.snapshot(showtimeId)).version).toBe(version);
  });

  it('refuses a stale holder: one that is overdue, unknown, or has the fence of an earlier life', async () => {
    const showtimeId = await bench.showtime('0000');
    const request = holdRequest(showtimeId, [1]);
    const first = await bench.hold(showtimeId, [1], request);
    await bench.makeOverdue(first);
    expect(await bench.locks.lock({ ...first, token })).toEqual({ kind: 'expired' });
    const second = await bench.hold(showtimeId, [1], request);
    expect(Number(second.fence)).toBeGreaterThan(Number(first.fence));
    expect(await bench.locks.lock({ ...first, token })).toEqual({ kind: 'expired' });
    expect(await bench.packed(showtimeId)).toBe('0100');
    expect(await bench.locks.lock({ ...second, token })).toMatchObject({ kind: 'locked' });
  });

  it('says when there is no map', async () => {
    const hold = await bench.hold(await bench.showtime(), [1]);
    await bench.loseMap(hold.showtimeId);
    expect(await bench.locks.lock({ ...hold, token })).toEqual({ kind: 'mapMissing' });
  });
});

describe('a hold that two requests with one token have locked', () => {
  it('is unlocked by the last of them', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1]);
    await bench.locks.lock({ ...hold, token });
    await bench.locks.unlock({ ...hold, token });
    expect(await bench.packed(showtimeId)).toBe('0200');
    await bench.locks.unlock({ ...hold, token });
    expect(await bench.packed(showtimeId)).toBe('0100');
  });

  it('stays locked for good once its order is told', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1]);
    await bench.locks.awaitPayment(hold, new Date(Date.now() + 60_000));
    expect(await bench.locks.unlock({ ...hold, token })).toEqual({ kind: 'conflict' });
    expect(await bench.packed(showtimeId)).toBe('0200');
  });
});

describe('unlock', () => {
  it('lets the hold go on, for at least the grace', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1], { ttlMs: 1_000 });
    const outcome = await bench.locks.unlock({ ...hold, token });
    if (outcome.kind !== 'unlocked') throw new Error(outcome.kind);
    expect(outcome.hold.expiresAt).toBe(outcome.serverTime + 30_000);
    expect(outcome.hold.lockedAt).toBeUndefined();
    expect(await bench.packed(showtimeId)).toBe('0100');
    expect(await bench.redis.zScore(bench.keys.due(showtimeId), hold.holdId)).toBe(outcome.hold.expiresAt);
    expect(await bench.redis.zScore(bench.keys.slots(hold.holderId), hold.holdId)).toBe(outcome.hold.expiresAt);
  });

  it('frees the seats when the payment lasted beyond the deadline', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1]);
    const holds = bench.keys.holds(showtimeId);
    const record = (await bench.redis.hGet(holds, hold.holdId)) ?? '';
    await bench.redis.hSet(holds, hold.holdId, record.replace(/"deadline":[\d.e+]+/, '"deadline":1'));
    expect(await bench.locks.unlock({ ...hold, token })).toEqual({ kind: 'expired' });
    expect(await bench.packed(showtimeId)).toBe('0000');
  });

  it('refuses another token, another fence, and a hold that is not locked', async () => {
    const showtimeId = await bench.showtime();
    const hold = await bench.lockedHold(showtimeId, [1]);
    expect(await bench.locks.unlock({ ...hold, token: 'another' })).toEqual({ kind: 'conflict' });
    expect(await bench.locks.unlock({ ...hold, token, fence: '1' })).toEqual({ kind: 'expired' });
    const held = await bench.hold(showtimeId, [2]);
    expect(await bench.locks.unlock({ ...held, token })).toEqual({ kind: 'conflict' });
    await bench.loseMap(showtimeId);
    expect(await bench.locks.unlock({ ...hold, token })).toEqual({ kind: 'mapMissing' });
  });
});

describe('book', () => {
  it('marks the seats as sold, ends the hold, and does it once', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.locks.book(hold);
    const { packed, version } = await bench.snapshot(showtimeId);
    expect(packed).toBe('0330');
    expect(await bench.locks.findHold(hold)).toBeUndefined();
    await bench.locks.book(hold);
    expect((await bench.snapshot(showtimeId)).version).toBe(version);
    expect(await bench.eventTypes(showtimeId)).toEqual(['hold.placed', 'hold.locked', 'seats.booked']);
  });

  it('believes the database, not Redis: a foreign hold on a seat is revoked whole', async () => {
    const showtimeId = await bench.showtime('0000');
    const foreign = await bench.hold(showtimeId, [1, 2]);
    const payer = { holdId: randomUUID(), fence: foreign.fence };
    await bench.locks.book({ showtimeId, seats: [0, 1], ...payer });
    expect(await bench.packed(showtimeId)).toBe('3300');
    expect(await bench.locks.findHold(foreign)).toBeUndefined();
    expect(await bench.eventTypes(showtimeId)).toEqual(['hold.placed', 'hold.revoked', 'seats.booked']);
  });

  it('revokes a later life of the same hold id too', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.hold(showtimeId, [1, 2]);
    await bench.locks.book({ showtimeId, seats: [1], holdId: hold.holdId, fence: '5' });
    expect(await bench.packed(showtimeId)).toBe('0300');
    expect(await bench.locks.findHold(hold)).toBeUndefined();
  });

  it('frees seats of its hold that were not sold', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.locks.book({ ...hold, seats: [1] });
    expect(await bench.packed(showtimeId)).toBe('0300');
  });

  it('waits for the map where there is none', async () => {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    await bench.locks.book({ showtimeId, seats: [1, 2], holdId: randomUUID(), fence: '1' });
    await bench.rebuild(showtimeId, '0000');
    expect(await bench.packed(showtimeId)).toBe('0330');
  });
});

describe('abandon', () => {
  it('frees the seats of a hold that is being paid', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.locks.abandon(hold);
    expect(await bench.packed(showtimeId)).toBe('0000');
    expect(await bench.locks.findHold(hold)).toBeUndefined();
    expect((await bench.eventTypes(showtimeId)).at(-1)).toBe('seats.freed');
  });

  it('leaves a hold with another fence alone', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.locks.abandon({ ...hold, fence: '1' });
    expect(await bench.packed(showtimeId)).toBe('0220');
  });

  it('leaves seats alone that the database says are sold', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.rebuild(showtimeId, '0300');
    await bench.locks.abandon(hold);
    expect(await bench.packed(showtimeId)).toBe('0300');
  });

  it('ends a hold whose map is lost', async () => {
    const hold = await bench.lockedHold(await bench.showtime(), [1]);
    await bench.loseMap(hold.showtimeId);
    await bench.locks.abandon(hold);
    expect(await bench.locks.findHold(hold)).toBeUndefined();
    expect(await bench.locks.activeShowtimes()).not.toContain(hold.showtimeId);
  });
});

describe('free', () => {
  const sale = (showtimeId: ShowtimeId, fence: string) => ({ showtimeId, seats: [1, 2], holdId: randomUUID(), fence });

  it('gives sold seats back, once', async () => {
    const showtimeId = await bench.showtime('0000');
    const sold = sale(showtimeId, '100');
    await bench.locks.book(sold);
    expect(await bench.locks.free({ ...sold, from: 'BOOKED' })).toBe(2);
    expect(await bench.packed(showtimeId)).toBe('0000');
    expect(await bench.locks.free({ ...sold, from: 'BOOKED' })).toBe(0);
    expect(await bench.eventTypes(showtimeId)).toEqual(['seats.booked', 'seats.freed']);
  });

  it('leaves seats alone that were sold again since', async () => {
    const showtimeId = await bench.showtime('0000');
    const sold = sale(showtimeId, '100');
    await bench.locks.book(sold);
    await bench.locks.free({ ...sold, from: 'BOOKED' });
    await bench.locks.book(sale(showtimeId, '200'));
    expect(await bench.locks.free({ ...sold, from: 'BOOKED' })).toBe(0);
    expect(await bench.packed(showtimeId)).toBe('0330');
  });

  it('makes a late repetition of the sale change nothing', async () => {
    const showtimeId = await bench.showtime('0000');
    const sold = sale(showtimeId, '100');
    await bench.locks.book(sold);
    await bench.locks.free({ ...sold, from: 'BOOKED' });
    await bench.locks.book(sold);
    expect(await bench.packed(showtimeId)).toBe('0000');
  });

  it('only frees from the state that it is told', async () => {
    const showtimeId = await bench.showtime('0234');
    const request = { showtimeId, seats: [0, 1, 2, 3], holdId: randomUUID(), fence: '0' };
    expect(await bench.locks.free({ ...request, from: 'BLOCKED' })).toBe(1);
    expect(await bench.packed(showtimeId)).toBe('0230');
    expect(await bench.locks.free({ ...request, from: 'LOCKED' })).toBe(1);
    expect(await bench.packed(showtimeId)).toBe('0030');
  });

  it('leaves seats alone that another is paying for', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    expect(await bench.locks.free({ ...sale(showtimeId, hold.fence), from: 'LOCKED' })).toBe(0);
    expect(await bench.packed(showtimeId)).toBe('0220');
    expect(await bench.locks.free({ ...hold, from: 'LOCKED' })).toBe(2);
    expect(await bench.locks.findHold(hold)).toBeUndefined();
  });

  it('makes a rebuild under way read the claims again', async () => {
    const showtimeId = await bench.showtime('0000');
    const sold = sale(showtimeId, '100');
    const rebuild = await bench.locks.beginRebuild(showtimeId);
    await bench.locks.book(sold);
    await bench.locks.free({ ...sold, from: 'BOOKED' });
    expect(await bench.commit(showtimeId, rebuild, '0330')).toEqual({ kind: 'superseded' });
    await bench.rebuild(showtimeId, '0000');
    expect(await bench.packed(showtimeId)).toBe('0000');
  });

  it('takes back what waits for a lost map', async () => {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    const sold = sale(showtimeId, '100');
    await bench.locks.book(sold);
    expect(await bench.locks.free({ ...sold, from: 'BOOKED' })).toBe(0);
    await bench.rebuild(showtimeId, '0000');
    expect(await bench.packed(showtimeId)).toBe('0000');
  });
});

describe('locked holds', () => {
  it('are found once they are old enough', async () => {
    const showtimeId = await bench.showtime();
    const hold = await bench.lockedHold(showtimeId, [1]);
    await bench.hold(showtimeId, [2]);
    const idsOf = async (olderThanMs: number): Promise<readonly HoldId[]> =>
      (await bench.locks.lockedHolds(olderThanMs))
        .filter((each) => each.showtimeId === showtimeId)
        .map(({ holdId }) => holdId);
    expect(await idsOf(0)).toEqual([hold.holdId]);
    expect(await idsOf(60_000)).toEqual([]);
  });
});
