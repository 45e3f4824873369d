import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShowtimeId } from '#shared/domain/ids.ts';
import type { RedisClient } from './client.ts';
import { holdSource } from './scripts.ts';
import { SeatLocks } from './seat-locks.ts';
import { holdRequest, LocksBench } from './testing.ts';

const racers = 200;
const seats = [3, 4, 5, 6];
/** The script with its guard taken out. */
const unguarded = holdSource.replace(/-- guard: available[\s\S]*?-- end of guard/, '');

let bench: LocksBench;
let connections: readonly RedisClient[];
beforeAll(async () => {
  bench = await LocksBench.open();
  connections = await Promise.all(Array.from({ length: 8 }, () => bench.connection()));
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Lets 200 holds go at once over several connections. */
function race<Outcome>(enter: (client: RedisClient, racer: number) => Promise<Outcome>): Promise<Outcome[]> {
  const entries = Array.from({ length: racers }, (_each, racer) => {
    const client = connections[racer % connections.length] ?? bench.redis;
    return enter(client, racer);
  });
  return Promise.all(entries);
}

describe('a race of 200 holds', () => {
  it('for the same four seats has one winner and nothing partial', async () => {
    const showtimeId = await bench.showtime();
    const outcomes = await race((client) => new SeatLocks(client, bench.keys).hold(holdRequest(showtimeId, seats)));
    expect(outcomes.filter(({ kind }) => kind === 'held')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind !== 'held')).toEqual(
      Array.from({ length: racers - 1 }, () => ({ kind: 'unavailable', seats })),
    );
    expect(await bench.snapshot(showtimeId)).toMatchObject({ packed: '000111100000', version: 2 });
  });

  it('for overlapping seats never gives one twice, nor half of what was asked', async () => {
    const showtimeId = await bench.showtime('0'.repeat(60));
    const outcomes = await race((client, racer) => {
      const first = (racer * 7) % 57;
      return new SeatLocks(client, bench.keys).hold(holdRequest(showtimeId, [first, first + 1, first + 2, first + 3]));
    });
    const held = outcomes.flatMap((outcome) => (outcome.kind === 'held' ? outcome.hold.seats : []));
    expect(held.length).toBeGreaterThan(4 * 5);
    expect(new Set(held).size).toBe(held.length);
    const packed = await bench.packed(showtimeId);
    const heldInMap = [...packed].flatMap((state, seat) => (state === '1' ? [seat] : []));
    expect(heldInMap).toEqual(held.toSorted((a, b) => a - b));
  });

  it('would have more than one winner without the guard in the script (negative control)', async () => {
    expect(unguarded).not.toBe(holdSource);
    const showtimeId = await bench.showtime();
    const replies = await race((client) => evaluateHold(client, unguarded, showtimeId, seats));
    expect(replies.filter((code) => code === 1).length).toBeGreaterThan(1);
  });

  it('would give overlapping seats several times without the guard (negative control)', async () => {
    const showtimeId = await bench.showtime('0'.repeat(60));
    const replies = await race(async (client, racer) => {
      const first = (racer * 7) % 57;
      const wanted = [first, first + 1, first + 2, first + 3];
      return (await evaluateHold(client, unguarded, showtimeId, wanted)) === 1 ? wanted : [];
    });
    const held = replies.flat();
    expect(new Set(held).size).toBeLessThan(held.length);
  });
});

/** Runs a hold script as it is given; returns the reply's code. */
async function evaluateHold(
  client: RedisClient,
  source: string,
  showtimeId: ShowtimeId,
  wanted: readonly number[],
): Promise<unknown> {
  const channel = bench.keys.seatChannel(showtimeId);
  const reply = (await client.eval(source, {
    keys: [...bench.keys.ofShowtime(showtimeId)],
    arguments: [showtimeId, channel, randomUUID(), wanted.join(','), '300000', '900000', 'holder', 'Ada', ''],
  })) as unknown as readonly unknown[];
  return reply[0];
}
