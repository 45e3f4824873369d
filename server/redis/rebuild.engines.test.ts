import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { holdRequest, LocksBench } from './testing.ts';

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('an overdue hold', () => {
  it('counts as free for whoever asks next, without any worker', async () => {
    const showtimeId = await bench.showtime('0000');
    const overdue = await bench.hold(showtimeId, [1, 2]);
    await bench.makeOverdue(overdue);
    await bench.hold(showtimeId, [2, 3]);
    expect(await bench.packed(showtimeId)).toBe('0011');
    expect(await bench.eventTypes(showtimeId)).toEqual(['hold.placed', 'hold.expired', 'hold.placed']);
  });

  it('is gone from a snapshot', async () => {
    const showtimeId = await bench.showtime('0000');
    await bench.makeOverdue(await bench.hold(showtimeId, [1, 2]));
    expect(await bench.packed(showtimeId)).toBe('0000');
  });

  it('is ended by the worker, each one once', async () => {
    const showtimeId = await bench.showtime('0000');
    const [first, second] = [await bench.hold(showtimeId, [0]), await bench.hold(showtimeId, [1])];
    await bench.hold(showtimeId, [2]);
    await bench.makeOverdue(first);
    await bench.makeOverdue(second);
    expect(await bench.locks.activeShowtimes()).toContain(showtimeId);
    expect(await bench.locks.expire(showtimeId)).toBe(2);
    expect(await bench.locks.expire(showtimeId)).toBe(0);
    expect(await bench.packed(showtimeId)).toBe('0010');
  });

  it('is ended by the worker where the map is lost, too', async () => {
    const hold = await bench.hold(await bench.showtime(), [1]);
    await bench.makeOverdue(hold);
    await bench.loseMap(hold.showtimeId);
    expect(await bench.locks.expire(hold.showtimeId)).toBe(1);
    expect(await bench.locks.activeShowtimes()).not.toContain(hold.showtimeId);
  });
});

describe('what the board reads', () => {
  it('counts the free seats of showtimes that have a map', async () => {
    const [one, other, missing] = [
      await bench.showtime('00123'),
      await bench.showtime('33'),
      asId<ShowtimeId>(randomUUID()),
    ];
    expect(await bench.locks.freeCounts([one, other, missing])).toEqual(
      new Map([
        [one, 2],
        [other, 0],
      ]),
    );
    expect(await bench.locks.presentMaps([one, other, missing])).toEqual(new Set([one, other]));
  });
});

describe('rebuild', () => {
  it('installs what the claims say, under a new epoch with version 1', async () => {
    const showtimeId = await bench.showtime('0000');
    const before = await bench.snapshot(showtimeId);
    await bench.rebuild(showtimeId, '0234');
    const after = await bench.snapshot(showtimeId);
    expect(after).toMatchObject({ packed: '0234', version: 1 });
    expect(Number(after.epoch)).toBeGreaterThan(Number(before.epoch));
    expect(after.epoch).toMatch(/^\d{16}$/);
  });

  it('lets the map go when the showtime is over', async () => {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    const token = await bench.locks.beginRebuild(showtimeId);
    const expireAt = Date.now() + 7_200_000;
    await bench.locks.commitRebuild({ showtimeId, token, packed: '00', minimumFence: 0, expireAt });
    expect(await bench.redis.pExpireTime(bench.keys.map(showtimeId))).toBe(expireAt);
    await bench.hold(showtimeId, [0]);
    expect(await bench.redis.pExpireTime(bench.keys.map(showtimeId))).toBe(expireAt);
  });

  it('keeps live holds and payments of a healthy map', async () => {
    const showtimeId = await bench.showtime('00000');
    const held = await bench.hold(showtimeId, [0]);
    const locked = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.rebuild(showtimeId, '00003');
    expect(await bench.packed(showtimeId)).toBe('12203');
    expect(await bench.locks.findHold(held)).toEqual(held);
    expect(await bench.locks.findHold(locked)).toEqual(locked);
  });

  it('ends a hold whose seats are sold, and one that is overdue', async () => {
    const showtimeId = await bench.showtime('00000');
    const sold = await bench.hold(showtimeId, [0, 1]);
    const overdue = await bench.hold(showtimeId, [2]);
    await bench.makeOverdue(overdue);
    await bench.rebuild(showtimeId, '03000');
    expect(await bench.packed(showtimeId)).toBe('03000');
    expect(await bench.locks.findHold(sold)).toBeUndefined();
    expect((await bench.eventTypes(showtimeId)).slice(2)).toEqual(['hold.expired', 'hold.revoked']);
  });

  it.each([
    ['LOCKED', '0220'],
    ['BOOKED', '0330'],
  ])('does not end a payment whose claim is %s already', async (_state, packed) => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.rebuild(showtimeId, packed);
    expect(await bench.packed(showtimeId)).toBe(packed);
    expect(await bench.locks.findHold(hold)).toEqual(hold);
    await bench.locks.book(hold);
    expect(await bench.packed(showtimeId)).toBe('0330');
    expect(await bench.locks.findHold(hold)).toBeUndefined();
    expect(await bench.eventTypes(showtimeId)).not.toContain('hold.revoked');
  });

  it('raises the fence above the highest that the database has seen, and that any kept hold has', async () => {
    const showtimeId = await bench.showtime('0000');
    await bench.rebuild(showtimeId, '0000', 8_000_000_000_000_000);
    const first = await bench.hold(showtimeId, [0]);
    expect(first.fence).toBe('8000000000000001');
    await bench.loseMap(showtimeId);
    await bench.rebuild(showtimeId, '0000');
    expect((await bench.hold(showtimeId, [1])).fence).toBe('8000000000000002');
  });

  it('has a claim that committed while the database was read', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    const token = await bench.locks.beginRebuild(showtimeId);
    const readBeforeTheClaim = '0000';
    await bench.locks.book(hold);
    await bench.commit(showtimeId, token, readBeforeTheClaim);
    expect(await bench.packed(showtimeId)).toBe('0330');
  });

  it('would lose that claim if book did not remember it (negative control)', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    const token = await bench.locks.beginRebuild(showtimeId);
    await bench.locks.book(hold);
    await bench.redis.del(bench.keys.ofShowtime(showtimeId).filter((key) => key.includes(':pending:')));
    await bench.commit(showtimeId, token, '0000');
    expect(await bench.packed(showtimeId)).toBe('0000');
  });

  it('is refused when another rebuild began', async () => {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    const first = await bench.locks.beginRebuild(showtimeId);
    const second = await bench.locks.beginRebuild(showtimeId);
    expect(await bench.commit(showtimeId, first, '00')).toEqual({ kind: 'superseded' });
    expect(await bench.commit(showtimeId, second, '33')).toMatchObject({ kind: 'rebuilt' });
    expect(await bench.commit(showtimeId, second, '00')).toEqual({ kind: 'superseded' });
    expect(await bench.packed(showtimeId)).toBe('33');
  });

  it('is refused when Redis lost its data on the way, with a claim that was only there', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    const token = await bench.locks.beginRebuild(showtimeId);
    await bench.locks.book(hold);
    await bench.redis.flushAll();
    expect(await bench.commit(showtimeId, token, '0000')).toEqual({ kind: 'superseded' });
    expect(await bench.locks.snapshot(showtimeId)).toEqual({ kind: 'mapMissing' });
    expect(await bench.locks.hold(holdRequest(showtimeId, [1]))).toEqual({ kind: 'mapMissing' });
  });

  it('begins a larger epoch after Redis lost its data', async () => {
    const showtimeId = await bench.showtime('0000');
    const before = await bench.snapshot(showtimeId);
    await bench.redis.flushAll();
    await bench.rebuild(showtimeId, '0000');
    expect(Number((await bench.snapshot(showtimeId)).epoch)).toBeGreaterThan(Number(before.epoch));
  });
});
