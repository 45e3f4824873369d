import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { holdRequest, LocksBench } from './testing.ts';

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

const inAMinute = (): Date => new Date(Date.now() + 60_000);

describe('an order that waits for its payment', () => {
  it('keeps the hold of its holder, and is left alone by the settlement of abandoned locks', async () => {
    const showtimeId = await bench.showtime('0000');
    const request = holdRequest(showtimeId, [1, 2], { limit: 1 });
    const hold = await bench.lockedHold(showtimeId, [1, 2], request);
    await bench.locks.awaitPayment(hold, inAMinute());
    expect(await bench.packed(showtimeId)).toBe('0220');
    const waiting = async (olderThanMs: number) =>
      (await bench.locks.lockedHolds(olderThanMs)).filter((each) => each.showtimeId === showtimeId);
    expect(await waiting(0)).toEqual([]);
    const another = { ...request, holdId: holdRequest(showtimeId, [3]).holdId, seats: [3] };
    expect(await bench.locks.hold(another)).toEqual({ kind: 'limit' });
    await bench.locks.awaitPayment(hold, new Date(Date.now() - 1));
    expect(await waiting(0)).toHaveLength(1);
  });

  it('ends the hold of a reservation, whose claim alone keeps the seats', async () => {
    const showtimeId = await bench.showtime('0000');
    const request = holdRequest(showtimeId, [1, 2], { limit: 1 });
    const hold = await bench.lockedHold(showtimeId, [1, 2], request);
    await bench.locks.awaitPayment(hold, null);
    expect(await bench.packed(showtimeId)).toBe('0220');
    expect(await bench.locks.findHold(hold)).toBeUndefined();
    const another = { ...request, holdId: holdRequest(showtimeId, [3]).holdId, seats: [3] };
    expect(await bench.locks.hold(another)).toMatchObject({ kind: 'held' });
    expect(await bench.locks.free({ ...hold, from: 'LOCKED' })).toBe(2);
    expect(await bench.packed(showtimeId)).toBe('0001');
  });

  it('that is told after its sale, or after its seats were given back, changes nothing', async () => {
    const showtimeId = await bench.showtime('0000');
    const sold = { showtimeId, seats: [1], holdId: randomUUID(), fence: '100' };
    await bench.locks.book(sold);
    await bench.locks.awaitPayment(sold, null);
    expect(await bench.packed(showtimeId)).toBe('0300');
    const ended = { showtimeId, seats: [2], holdId: randomUUID(), fence: '200' };
    await bench.locks.awaitPayment(ended, null);
    await bench.locks.free({ ...ended, from: 'LOCKED' });
    await bench.locks.awaitPayment(ended, null);
    expect(await bench.packed(showtimeId)).toBe('0300');
  });

  it('finds its way into a map that is being rebuilt, and gives way there to its sale', async () => {
    const showtimeId = asId<ShowtimeId>(randomUUID());
    const pending = { showtimeId, seats: [1, 2], holdId: randomUUID(), fence: '100' };
    await bench.locks.awaitPayment(pending, null);
    await bench.locks.book({ ...pending, seats: [2] });
    await bench.locks.awaitPayment(pending, null);
    await bench.rebuild(showtimeId, '0000');
    expect(await bench.packed(showtimeId)).toBe('0230');
  });

  it('takes its seats from a hold that only a lost map could let in', async () => {
    const showtimeId = await bench.showtime('0000');
    const stranger = await bench.hold(showtimeId, [1]);
    await bench.locks.awaitPayment({ showtimeId, seats: [1], holdId: randomUUID(), fence: '100' }, null);
    expect(await bench.packed(showtimeId)).toBe('0200');
    expect(await bench.locks.findHold(stranger)).toBeUndefined();
    expect((await bench.eventTypes(showtimeId)).slice(-2)).toEqual(['hold.revoked', 'seats.locked']);
  });
});

describe('a blocked seat', () => {
  it('is nobody’s until it is released', async () => {
    const showtimeId = await bench.showtime('0000');
    const block = { showtimeId, seats: [1], holdId: randomUUID(), fence: '100' };
    await bench.locks.show(block, 'BLOCKED');
    expect(await bench.packed(showtimeId)).toBe('0400');
    expect(await bench.locks.hold(holdRequest(showtimeId, [1]))).toMatchObject({ kind: 'unavailable' });
    expect(await bench.locks.free({ ...block, from: 'BLOCKED' })).toBe(1);
    expect(await bench.packed(showtimeId)).toBe('0000');
  });
});
