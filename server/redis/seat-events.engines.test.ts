import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsumerGroup } from './event-streams/consumer-group.ts';
import { hastyRetry, stepUntil } from './event-streams/testing.ts';
import { seatEventGroup, type SeatEvent } from './seat-events.ts';
import { LocksBench } from './testing.ts';

let bench: LocksBench;
beforeEach(async () => {
  bench = await LocksBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** A reader of the seat events; what it reads ends up in `read`. */
async function openReader(read: SeatEvent[]): Promise<ConsumerGroup> {
  const definition = seatEventGroup(bench.keys, {
    group: 'audit',
    batchSize: 200,
    parallel: 1,
    retry: hastyRetry,
    handle: async (deliveries) => void read.push(...deliveries.map(({ event }) => event)),
  });
  return new ConsumerGroup({
    reader: await bench.connection(),
    keys: bench.keys,
    definition,
    consumer: 'worker-1',
    isOutage: () => false,
    onFailure: ({ error }) => {
      throw error;
    },
  });
}

describe('seat events', () => {
  it('are read with all that the scripts recorded, each once', async () => {
    const read: SeatEvent[] = [];
    const reader = await openReader(read);
    const showtimeId = await bench.showtime();
    const { holdId, fence, holderId } = await bench.hold(showtimeId, [3, 4], { actor: 'Ada', station: null });
    await stepUntil(reader, () => read.length > 1);
    expect(await reader.step(1)).toBe(0);
    expect(read).toEqual([
      expect.objectContaining({ type: 'map.rebuilt', showtimeId, reason: expect.stringMatching(/^\d+ 0{12}$/) }),
      {
        stream: expect.stringContaining(':events'),
        id: expect.stringMatching(/^\d+-\d+$/),
        type: 'hold.placed',
        showtimeId,
        holdId,
        fence,
        seats: [3, 4],
        holder: holderId,
        actor: 'Ada',
        actorId: 'staff-ada',
        station: null,
        at: expect.any(Number),
        reason: null,
      },
    ]);
  });

  it('are read from all partitions, also ones from before the group was there', async () => {
    const showtimeIds = await Promise.all(Array.from({ length: 40 }, () => bench.showtime()));
    for (const showtimeId of showtimeIds) await bench.hold(showtimeId, [0]);
    const read: SeatEvent[] = [];
    const placed = () => read.filter(({ type }) => type === 'hold.placed');
    await stepUntil(await openReader(read), () => placed().length >= showtimeIds.length);
    expect(new Set(placed().map(({ showtimeId }) => showtimeId))).toEqual(new Set<string>(showtimeIds));
    expect(placed()).toHaveLength(showtimeIds.length);
  });
});
