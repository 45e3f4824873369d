import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SeatEvents, type SeatEvent } from './seat-events.ts';
import { LocksBench } from './testing.ts';

let bench: LocksBench;
beforeEach(async () => {
  bench = await LocksBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

async function openReader(consumer = 'worker-1'): Promise<SeatEvents> {
  const events = new SeatEvents(await bench.connection(), bench.keys, 'audit', consumer);
  await events.ensureGroups();
  return events;
}

const crash = () => Promise.reject(new Error('the database is away'));

describe('seat events', () => {
  it('are read with all that the scripts recorded, each once', async () => {
    const reader = await openReader();
    const showtimeId = await bench.showtime();
    const { holdId, fence, sessionId } = await bench.hold(showtimeId, [3, 4], { actor: 'Ada', station: null });
    const read: SeatEvent[] = [];
    const handle = async (events: readonly SeatEvent[]) => void read.push(...events);
    expect(await reader.read(1_000, handle)).toBe(1);
    expect(await reader.read(1, handle)).toBe(0);
    expect(read).toEqual([
      {
        stream: expect.stringContaining(':events'),
        id: expect.stringMatching(/^\d+-\d+$/),
        type: 'hold.placed',
        showtimeId,
        holdId,
        fence,
        seats: [3, 4],
        session: sessionId,
        actor: 'Ada',
        station: null,
        at: expect.any(Number),
        reason: null,
      },
    ]);
  });

  it('are read from all partitions, also ones from before the group was there', async () => {
    const showtimeIds = await Promise.all(Array.from({ length: 40 }, () => bench.showtime()));
    for (const showtimeId of showtimeIds) await bench.hold(showtimeId, [0]);
    const reader = await openReader();
    const read = new Set<string>();
    const handle = async (events: readonly SeatEvent[]) => events.forEach((event) => read.add(event.showtimeId));
    while ((await reader.read(1, handle)) > 0);
    expect(read).toEqual(new Set<string>(showtimeIds));
  });

  it('are taken over from a reader that failed', async () => {
    const reader = await openReader('worker-1');
    await bench.hold(await bench.showtime(), [0]);
    await expect(reader.read(1_000, crash)).rejects.toThrow('the database is away');
    const other = new SeatEvents(await bench.connection(), bench.keys, 'audit', 'worker-2', 0);
    const read: string[] = [];
    const handle = async (events: readonly SeatEvent[]) => void read.push(...events.map(({ type }) => type));
    expect(await other.read(1, handle)).toBe(0);
    expect(await other.takeOver(handle)).toBe(1);
    expect(await other.takeOver(handle)).toBe(0);
    expect(read).toEqual(['hold.placed']);
  });

  it('are left with a reader that is merely slow', async () => {
    const reader = await openReader('worker-1');
    await bench.hold(await bench.showtime(), [0]);
    await expect(reader.read(1_000, crash)).rejects.toThrow();
    expect(await (await openReader('worker-2')).takeOver(crash)).toBe(0);
  });

  it('go on after Redis lost its data, whether a reader waits meanwhile or not', async () => {
    const reader = await openReader();
    const read: string[] = [];
    const handle = async (events: readonly SeatEvent[]) => void read.push(...events.map(({ holdId }) => holdId));
    const waiting = reader.read(5_000, handle);
    await vi.waitFor(async () => expect(await bench.redis.info('clients')).toContain('blocked_clients:1'));
    await bench.redis.flushAll();
    expect(await waiting).toBe(0);
    await bench.redis.flushAll();
    expect(await reader.takeOver(handle)).toBe(0);
    const { holdId } = await bench.hold(await bench.showtime(), [0], { station: randomUUID() });
    await vi.waitFor(async () => {
      await reader.read(100, handle);
      expect(read).toEqual([holdId]);
    });
  });
});
