import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type HoldId } from '#shared/domain/ids.ts';
import { LocksBench } from './testing.ts';

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const unknown = asId<HoldId>('00000000-0000-4000-8000-000000000000');

describe('change', () => {
  it('swaps seats in one step, keeps its times, and has a new fence for further seats', async () => {
    const showtimeId = await bench.showtime('000000');
    const hold = await bench.hold(showtimeId, [1, 2]);
    const { version } = await bench.snapshot(showtimeId);
    const outcome = await bench.locks.change({ showtimeId, holdId: hold.holdId, add: [0, 5], remove: [2] });
    if (outcome.kind !== 'changed') throw new Error(outcome.kind);
    const { fence } = outcome.hold;
    expect(BigInt(fence)).toBeGreaterThan(BigInt(hold.fence));
    expect(outcome.hold).toEqual({ ...hold, fence, seats: [0, 1, 5] });
    expect(await bench.snapshot(showtimeId)).toMatchObject({ packed: '110001', version: version + 1 });
    expect(await bench.locks.findHold(hold)).toEqual({ ...hold, fence, seats: [0, 1, 5] });
    const fewer = await bench.locks.change({ showtimeId, holdId: hold.holdId, add: [], remove: [0] });
    expect(fewer).toMatchObject({ kind: 'changed', hold: { fence, seats: [1, 5] } });
  });

  it('leaves all as it was when a seat is taken', async () => {
    const showtimeId = await bench.showtime('000300');
    const hold = await bench.hold(showtimeId, [1, 2]);
    const outcome = await bench.locks.change({ showtimeId, holdId: hold.holdId, add: [0, 3], remove: [2] });
    expect(outcome).toEqual({ kind: 'unavailable', seats: [3] });
    expect(await bench.packed(showtimeId)).toBe('011300');
    expect(await bench.locks.findHold(hold)).toEqual(hold);
  });

  it('changes nothing when it is repeated', async () => {
    const showtimeId = await bench.showtime('000000');
    const { holdId } = await bench.hold(showtimeId, [1, 2]);
    const request = { showtimeId, holdId, add: [0], remove: [2] };
    await bench.locks.change(request);
    const { version } = await bench.snapshot(showtimeId);
    expect(await bench.locks.change(request)).toMatchObject({ kind: 'changed', hold: { seats: [0, 1] } });
    expect((await bench.snapshot(showtimeId)).version).toBe(version);
  });

  it('adds a seat once that is named twice, and removes one that is to be added and removed', async () => {
    const showtimeId = await bench.showtime('000000');
    const { holdId } = await bench.hold(showtimeId, [1, 2]);
    const outcome = await bench.locks.change({ showtimeId, holdId, add: [4, 4, 2], remove: [2] });
    expect(outcome).toMatchObject({ kind: 'changed', hold: { seats: [1, 4] } });
    expect(await bench.packed(showtimeId)).toBe('010010');
  });

  it('keeps 1 to 10 seats', async () => {
    const showtimeId = await bench.showtime();
    const { holdId } = await bench.hold(showtimeId, [0, 1]);
    expect(await bench.locks.change({ showtimeId, holdId, add: [], remove: [0, 1] })).toEqual({ kind: 'empty' });
    const nine = [2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(await bench.locks.change({ showtimeId, holdId, add: nine, remove: [] })).toEqual({ kind: 'tooMany' });
    expect(await bench.locks.change({ showtimeId, holdId, add: nine, remove: [0] })).toMatchObject({ kind: 'changed' });
  });

  it('refuses seats that the map does not have', async () => {
    const showtimeId = await bench.showtime('000');
    const { holdId } = await bench.hold(showtimeId, [0]);
    expect(await bench.locks.change({ showtimeId, holdId, add: [3], remove: [] })).toEqual({ kind: 'unknownSeat' });
  });
});

describe('extend', () => {
  it('gives the full time again, and moves what the scripts go by', async () => {
    const showtimeId = await bench.showtime();
    const { holdId } = await bench.hold(showtimeId, [0], { ttlMs: 60_000 });
    const outcome = await bench.locks.extend({ showtimeId, holdId, ttlMs: 300_000 });
    if (outcome.kind !== 'extended') throw new Error(outcome.kind);
    expect(outcome.hold.expiresAt).toBe(outcome.serverTime + 300_000);
    expect(await bench.redis.zScore(bench.keys.due(showtimeId), holdId)).toBe(outcome.hold.expiresAt);
  });

  it('never goes beyond the deadline', async () => {
    const showtimeId = await bench.showtime();
    const { holdId, deadline } = await bench.hold(showtimeId, [0], { ttlMs: 1_000, maximumMs: 60_000 });
    const outcome = await bench.locks.extend({ showtimeId, holdId, ttlMs: 300_000 });
    expect(outcome).toMatchObject({ kind: 'extended', hold: { expiresAt: deadline, deadline } });
  });
});

describe('release', () => {
  it('gives all seats back, once', async () => {
    const showtimeId = await bench.showtime('000000');
    const hold = await bench.hold(showtimeId, [1, 2]);
    expect(await bench.locks.release(hold)).toMatchObject({ kind: 'released', hold });
    expect(await bench.packed(showtimeId)).toBe('000000');
    expect(await bench.locks.release(hold)).toEqual({ kind: 'expired' });
    expect(await bench.locks.activeShowtimes()).not.toContain(showtimeId);
  });
});

describe.each([
  ['change', (hold: Parameters<typeof changeOf>[0]) => changeOf(hold)],
  ['extend', (hold: Parameters<typeof changeOf>[0]) => bench.locks.extend({ ...hold, ttlMs: 60_000 })],
  ['release', (hold: Parameters<typeof changeOf>[0]) => bench.locks.release(hold)],
] as const)('%s', (_name, operate) => {
  it('refuses a hold that is being paid', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.lockedHold(showtimeId, [0, 1]);
    expect(await operate(hold)).toEqual({ kind: 'conflict' });
    expect(await bench.packed(showtimeId)).toBe('2200');
  });

  it('refuses a hold that it does not know', async () => {
    expect(await operate({ showtimeId: await bench.showtime(), holdId: unknown })).toEqual({ kind: 'expired' });
  });

  it('refuses a hold that is overdue, without waiting for a worker', async () => {
    const showtimeId = await bench.showtime('0000');
    const hold = await bench.hold(showtimeId, [0, 1]);
    await bench.makeOverdue(hold);
    expect(await operate(hold)).toEqual({ kind: 'expired' });
    expect(await bench.packed(showtimeId)).toBe('0000');
  });

  it('says when there is no map', async () => {
    const showtimeId = await bench.showtime();
    const hold = await bench.hold(showtimeId, [0]);
    await bench.loseMap(showtimeId);
    expect(await operate(hold)).toEqual({ kind: 'mapMissing' });
  });
});

function changeOf({ showtimeId, holdId }: Parameters<typeof bench.locks.release>[0]) {
  return bench.locks.change({ showtimeId, holdId, add: [3], remove: [] });
}

describe('the events of a hold', () => {
  it('tell who did what to which seats', async () => {
    const showtimeId = await bench.showtime();
    const { holdId, holderId } = await bench.hold(showtimeId, [3, 4], { actor: 'Grace', station: 'kiosk-2' });
    await bench.locks.change({ showtimeId, holdId, add: [5], remove: [3] });
    await bench.locks.extend({ showtimeId, holdId, ttlMs: 60_000 });
    await bench.locks.release({ showtimeId, holdId });
    const events = await bench.events(showtimeId);
    expect(events.map(({ type, seats }) => [type, seats])).toEqual([
      ['hold.placed', '3,4'],
      ['hold.changed', '5,3'],
      ['hold.extended', '4,5'],
      ['hold.released', '4,5'],
    ]);
    for (const event of events) {
      expect(event).toMatchObject({
        showtimeId,
        holdId,
        holder: holderId,
        actor: 'Grace',
        station: 'kiosk-2',
      });
      expect(event['at']).toMatch(/^\d{13}$/);
    }
    const [placed, changed, ...later] = events.map(({ fence }) => BigInt(fence ?? ''));
    expect(changed).toBeGreaterThan(placed ?? 0n);
    expect(later).toEqual([changed, changed]);
  });
});
