import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeadLetters } from './dead-letters.ts';
import type { Delivery } from './event-handler.ts';
import { readGroupStatus } from './group-status.ts';
import { restingReader } from './pending-entries.ts';
import type { StreamEntry } from './stream-entry.ts';
import { hastyRetry, PartAway, stepUntil, StreamsBench } from './testing.ts';
import { eventTopics } from './topics.ts';

let bench: StreamsBench;
beforeEach(async () => {
  bench = await StreamsBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

type Deliveries = readonly Delivery<StreamEntry>[];
const idsOf = (deliveries: Deliveries): string[] => deliveries.map(({ event }) => event.fields['id'] ?? '');
const never = (): Promise<void> => Promise.reject(new Error('this reader should get nothing'));

async function status() {
  const [, orders] = eventTopics(bench.keys);
  if (!orders) throw new Error('there is no topic of orders');
  const found = await readGroupStatus(bench.redis, bench.keys, orders);
  return found.find(({ group }) => group === 'notifications');
}

describe('a consumer group', () => {
  it('handles every event once, also ones from before it was there', async () => {
    await bench.add('a', 'b');
    const handled: string[] = [];
    const group = await bench.group({ handle: async (deliveries) => void handled.push(...idsOf(deliveries)) });
    await stepUntil(group, () => handled.length === 2);
    await bench.add('c');
    await stepUntil(group, () => handled.length === 3);
    expect(await group.step(1)).toBe(0);
    expect(handled).toEqual(['a', 'b', 'c']);
    expect(await status()).toEqual({
      topic: 'orders',
      group: 'notifications',
      lag: 0,
      pending: 0,
      retrying: 0,
      deadLetters: 0,
    });
  });

  it('tries a failed event again after longer and longer rests, and goes on with the others', async () => {
    const times: number[] = [];
    const handled: string[] = [];
    const group = await bench.group({
      retry: { firstMs: 50, longestMs: 1_000 },
      handle: async (deliveries) => {
        if (!idsOf(deliveries).includes('bad')) return void handled.push(...idsOf(deliveries));
        if (deliveries.length > 1) throw new Error('one of them is bad');
        times.push(performance.now());
        if (times.length < 3) throw new Error('not yet');
      },
    });
    await bench.add('good', 'bad', 'better');
    await stepUntil(group, () => times.length === 1);
    expect(handled).toEqual(['good', 'better']);
    expect(await status()).toMatchObject({ pending: 1, retrying: 1 });
    await stepUntil(group, () => times.length === 3);
    const rests = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    // No sooner than the policy says, but for the rounding of two clocks; how much later is the machine's affair.
    expect(rests[0]).toBeGreaterThan(45);
    expect(rests[1]).toBeGreaterThan(95);
    expect(bench.failures.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(await status()).toMatchObject({ pending: 0, retrying: 0, deadLetters: 0 });
  });

  it('gives an event up after its last attempt, and handles it when it is replayed', async () => {
    let isMended = false;
    const attempts: number[] = [];
    const handled: string[] = [];
    const group = await bench.group({
      handle: async (deliveries) => {
        attempts.push(...deliveries.map(({ attempt }) => attempt));
        if (!isMended) throw new Error('cannot reach smtp://user:secret@mail.test');
        handled.push(...idsOf(deliveries));
      },
    });
    await bench.add('poison');
    await stepUntil(group, () => bench.failures.some(({ isGivenUp }) => isGivenUp));
    expect(attempts).toEqual([1, 2, 3, 4]);
    expect(await status()).toMatchObject({ pending: 0, retrying: 0, deadLetters: 1 });

    const letters = new DeadLetters(bench.redis, bench.keys);
    const [letter] = await letters.list('notifications', 10);
    expect(letter).toMatchObject({ group: 'notifications', eventId: 'poison', attempts: 4 });
    expect(letter?.error).toBe('Error: cannot reach smtp://mail.test');
    expect(letter?.entry.stream).toBe(bench.stream);

    isMended = true;
    expect(await letters.find('notifications', new Set(['another']))).toEqual([]);
    await letters.replay(await letters.find('notifications', new Set(['poison'])));
    await stepUntil(group, () => handled.length === 1);
    expect(handled).toEqual(['poison']);
    expect(attempts.at(-1)).toBe(1);
    expect(await status()).toMatchObject({ lag: 0, pending: 0, deadLetters: 0 });
  });

  it('replays with the place that the event had, so that its effects are recognised', async () => {
    let isMended = false;
    const seen: StreamEntry[] = [];
    const group = await bench.group({
      retry: { attempts: 1 },
      handle: async (deliveries) => {
        seen.push(...deliveries.map(({ event }) => event));
        if (!isMended) throw new Error('no');
      },
    });
    await bench.add('a');
    await stepUntil(group, () => bench.failures.length === 1);
    isMended = true;
    const letters = new DeadLetters(bench.redis, bench.keys);
    await letters.replay(await letters.find('notifications', undefined));
    await stepUntil(group, () => seen.length === 2);
    expect(seen[1]).toEqual(seen[0]);
  });

  it('takes over what a dead reader kept, and leaves a slow one alone', async () => {
    const dead = await bench.group({ consumer: 'dead', handle: () => Promise.reject(new PartAway('killed')) });
    await bench.add('a');
    await dead.step(1);
    await expect(dead.step(1_000)).rejects.toThrow('killed');

    const patient = await bench.group({ consumer: 'patient', handle: never });
    expect(await patient.step(5)).toBe(0);
    const handled: Delivery<StreamEntry>[] = [];
    const heir = await bench.group({
      consumer: 'heir',
      retry: { stuckMs: 30 },
      handle: async (deliveries) => void handled.push(...deliveries),
    });
    await stepUntil(heir, () => handled.length === 1);
    expect(handled[0]).toMatchObject({ attempt: 2, event: { fields: { id: 'a' } } });
  });

  it('gives up an event that ends every reader which takes it, and ends no further one', async () => {
    await bench.add('deadly');
    const retry = { stuckMs: 30, attempts: 3 };
    const dies = () => Promise.reject(new PartAway('killed'));
    for (let life = 1; life <= retry.attempts; life += 1) {
      const reader = await bench.group({ consumer: `life-${life}`, retry, handle: dies });
      await vi.waitFor(() => expect(reader.step(5)).rejects.toThrow('killed'), 20_000);
    }
    const next = await bench.group({ consumer: 'next', retry, handle: never });
    await stepUntil(next, () => bench.failures.length === 1);
    expect(bench.failures).toMatchObject([{ eventId: 'deadly', attempt: 4, isGivenUp: true }]);
    expect(await status()).toMatchObject({ pending: 0, deadLetters: 1 });
  });

  it('has one of several readers take what is due', async () => {
    const handled: string[] = [];
    let failures = 0;
    const options = {
      handle: async (deliveries: Deliveries) => {
        if (failures < 20) {
          failures += deliveries.length;
          throw new Error('not yet');
        }
        handled.push(...idsOf(deliveries));
      },
      batchSize: 1,
    };
    const ids = Array.from({ length: 20 }, (_each, index) => `event-${index}`);
    await bench.add(...ids);
    const readers = await Promise.all(
      ['worker-1', 'worker-2', 'worker-3'].map((consumer) => bench.group({ ...options, consumer })),
    );
    const isDone = (): boolean => handled.length >= 20;
    await Promise.all(readers.map((reader) => stepUntil(reader, isDone)));
    for (const reader of readers) expect(await reader.step(5)).toBe(0);
    expect(handled.toSorted()).toEqual(ids.toSorted());
  });

  it('waits for a part that is away without counting attempts, and goes on with the same events', async () => {
    let isAway = true;
    const attempts: number[] = [];
    const group = await bench.group({
      handle: async (deliveries) => {
        if (isAway) throw new PartAway('the database is away');
        attempts.push(...deliveries.map(({ attempt }) => attempt));
      },
    });
    await bench.add('a');
    await group.step(1);
    for (let step = 0; step < 10; step += 1) await expect(group.step(1_000)).rejects.toThrow(PartAway);
    // It says so, that nobody takes it for dead.
    const idleMs = async (): Promise<number> => {
      const [pending] = await bench.redis.xPendingRange(bench.stream, 'notifications', '-', '+', 1);
      return pending?.millisecondsSinceLastDelivery ?? 0;
    };
    await vi.waitFor(async () => expect(await idleMs()).toBeGreaterThan(500), 20_000);
    await vi.waitFor(async () => {
      await expect(group.step(1_000)).rejects.toThrow(PartAway);
      expect(await idleMs()).toBeLessThan(500);
    }, 20_000);
    isAway = false;
    await stepUntil(group, () => attempts.length === 1);
    expect(attempts).toEqual([1]);
    expect(bench.failures).toEqual([]);
    expect(await status()).toMatchObject({ pending: 0, retrying: 0, deadLetters: 0 });
  });

  it('goes on after Redis lost its data, whether it waits, works or fails meanwhile', async () => {
    const handled: string[] = [];
    let onHandle = async (): Promise<void> => undefined;
    const group = await bench.group({
      handle: async (deliveries) => {
        await onHandle();
        handled.push(...idsOf(deliveries));
      },
    });
    await group.step(1);
    const waiting = group.step(5_000);
    await vi.waitFor(async () => expect(await bench.redis.info('clients')).toContain('blocked_clients:1'));
    await bench.redis.flushAll();
    expect(await waiting).toBe(0);

    await bench.add('a');
    onHandle = async () => void (await bench.redis.flushAll());
    await stepUntil(group, () => handled.length === 1);

    await bench.add('b');
    onHandle = async () => {
      await bench.redis.flushAll();
      throw new Error('failed as well');
    };
    await stepUntil(group, () => bench.failures.length === 1);
    onHandle = async () => undefined;
    await bench.add('c');
    await stepUntil(group, () => handled.length === 2);
    expect(handled).toEqual(['a', 'c']);
  });

  it('keeps a failed event with nobody, so that no reader is taken for dead because of it', async () => {
    const group = await bench.group({
      retry: { firstMs: 60_000 },
      handle: () => Promise.reject(new Error('not yet')),
    });
    await bench.add('a');
    await stepUntil(group, () => bench.failures.length === 1);
    const [pending] = await bench.redis.xPendingRange(bench.stream, 'notifications', '-', '+', 10);
    expect(pending).toMatchObject({ consumer: restingReader, deliveriesCounter: 1 });
    expect(hastyRetry.stuckMs).toBeGreaterThan(60_000);
  });
});
