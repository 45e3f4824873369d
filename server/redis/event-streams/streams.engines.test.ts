import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventGroups } from './event-groups.ts';
import { forgetReaders } from './forget-readers.ts';
import { ensureGroup } from './groups.ts';
import { readGroupStatus } from './group-status.ts';
import { restingReader } from './pending-entries.ts';
import { RelayTurns } from './relay-turn.ts';
import { stepUntil, StreamsBench } from './testing.ts';
import { eventTopics, type EventTopic } from './topics.ts';
import { trimHandled } from './trim.ts';

let bench: StreamsBench;
let orders: EventTopic;
beforeEach(async () => {
  bench = await StreamsBench.open();
  const found = eventTopics(bench.keys).find(({ name }) => name === 'orders');
  if (!found) throw new Error('there is no topic of orders');
  orders = found;
});
afterEach(() => bench[Symbol.asyncDispose]());

const count = 1_000;
const addMany = (): Promise<void> => bench.add(...Array.from({ length: count }, (_each, index) => String(index)));

/** Reads and acknowledges the next entries for a group, or leaves them unacknowledged. */
async function read(group: string, entries: number, isAcknowledged = true): Promise<void> {
  const reply = await bench.redis.xReadGroup(group, 'reader', [{ key: bench.stream, id: '>' }], { COUNT: entries });
  const ids = (reply as readonly { readonly messages: readonly { readonly id: string }[] }[]).flatMap(({ messages }) =>
    messages.map(({ id }) => id),
  );
  if (isAcknowledged) await bench.redis.xAck(bench.stream, group, ids);
}

describe('trimming', () => {
  it('takes nothing before every group is there', async () => {
    await addMany();
    expect(await trimHandled(bench.redis, orders)).toBe(0);
    await ensureGroup(bench.redis, [bench.stream], 'notifications');
    await read('notifications', count);
    expect(await trimHandled(bench.redis, orders)).toBe(0);
    expect(await bench.redis.xLen(bench.stream)).toBe(count);
  });

  it('keeps what the slowest group has not read, and what any group has not acknowledged', async () => {
    await addMany();
    for (const group of eventGroups.orders) await ensureGroup(bench.redis, [bench.stream], group);
    for (const group of eventGroups.orders) await read(group, group === 'notifications' ? 400 : count);
    await trimHandled(bench.redis, orders);
    const left = await bench.redis.xLen(bench.stream);
    // Whole nodes of the stream go, so that a few handled ones may stay.
    expect(left).toBeGreaterThanOrEqual(count - 400);
    expect(left).toBeLessThanOrEqual(count - 400 + 100);

    await read('notifications', 50, false);
    await read('notifications', count);
    await trimHandled(bench.redis, orders);
    const [pending] = await bench.redis.xPendingRange(bench.stream, 'notifications', '-', '+', 1);
    const [first] = (await bench.redis.xRange(bench.stream, pending?.id ?? '', '+', { COUNT: 1 })) ?? [];
    expect(first?.id).toBe(pending?.id);
  });
});

describe('readers that are gone', () => {
  it('are forgotten unless they kept something, and the one of failed events never is', async () => {
    const names = async (): Promise<readonly string[]> => {
      const readers = await bench.redis.xInfoConsumers(bench.stream, 'notifications');
      return readers.map(({ name }) => name).toSorted();
    };
    const options = { retry: { firstMs: 60_000 }, handle: () => Promise.reject(new Error('not yet')) };
    const failing = await bench.group({ consumer: 'failing', ...options });
    await bench.add('a');
    await stepUntil(failing, () => bench.failures.length === 1);
    await bench.add('b');
    await read('notifications', 1, false);
    expect(await names()).toEqual(['failing', 'reader', restingReader]);
    expect(await forgetReaders(bench.redis, orders)).toBe(0);
    expect(await forgetReaders(bench.redis, orders, 0)).toBe(1);
    expect(await names()).toEqual(['reader', restingReader]);
  });
});

describe('the status of groups', () => {
  it('counts what is unread, in work, resting and given up', async () => {
    const groupStatus = async () => {
      const found = await readGroupStatus(bench.redis, bench.keys, orders);
      return found.find(({ group }) => group === 'notifications');
    };
    await bench.add('a', 'b', 'c');
    expect(await groupStatus()).toMatchObject({ lag: 3, pending: 0 });
    const group = await bench.group({
      retry: { firstMs: 60_000, attempts: 1 },
      handle: () => Promise.reject(new Error('no')),
    });
    await stepUntil(group, () => bench.failures.length === 3);
    await bench.add('d', 'e');
    await read('notifications', 1, false);
    expect(await groupStatus()).toEqual({
      topic: 'orders',
      group: 'notifications',
      lag: 1,
      pending: 1,
      retrying: 0,
      deadLetters: 3,
    });
  });

  it('is all zero before anything happened', async () => {
    for (const topic of eventTopics(bench.keys)) {
      for (const { lag, pending, retrying, deadLetters } of await readGroupStatus(bench.redis, bench.keys, topic)) {
        expect([lag, pending, retrying, deadLetters]).toEqual([0, 0, 0, 0]);
      }
    }
  });
});

describe('the turn to relay', () => {
  const turnsOf = (who: string): RelayTurns => new RelayTurns(bench.redis, bench.keys, who);
  const none = () => Promise.resolve(0);

  it('is one program’s at a time, and goes to another when that one is gone', async () => {
    const [one, other] = [turnsOf('one'), turnsOf('other')];
    const first = await one.take(none);
    expect(first?.generation).toBeGreaterThan(0);
    expect(await other.take(none)).toBeUndefined();
    expect(await one.take(none)).toEqual(first);
    await bench.redis.del(bench.keys.relayTurn);
    expect(await other.take(none)).toEqual(first);
    expect(await one.take(none)).toBeUndefined();
  });

  it('is in a greater generation after Redis lost its data, also when its clock went back', async () => {
    const turns = turnsOf('one');
    const before = await turns.take(none);
    await bench.redis.flushAll();
    const after = await turns.take(none);
    expect(after?.generation).toBeGreaterThan(before?.generation ?? Infinity);
    await bench.redis.flushAll();
    const farAhead = 8_000_000_000_000_000;
    expect(await turns.take(() => Promise.resolve(farAhead))).toMatchObject({ generation: farAhead + 1 });
    expect(await turns.generation()).toBe(farAhead + 1);
  });

  it('tells that Redis was started anew until that was dealt with', async () => {
    const turns = turnsOf('one');
    expect(await turns.take(none)).toMatchObject({ isNewRun: false });
    await bench.redis.hSet(bench.keys.orderEventsLife, 'run', 'an earlier one');
    const turn = await turns.take(none);
    expect(turn).toMatchObject({ isNewRun: true });
    if (turn) await turns.confirmRun(turn);
    expect(await turns.take(none)).toMatchObject({ isNewRun: false });
  });
});
