import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order.ts';
import { createLog } from '../../log.ts';
import { OutboxRepository } from '../../mongo/outbox-repository.ts';
import { RelayTurns } from '../../redis/event-streams/relay-turn.ts';
import { OrderEvents } from '../../redis/order-events.ts';
import { openEventOffice, type EventOffice } from '../../testing/event-office.ts';
import { EventRelay } from './event-relay.ts';

/** A relay whose effects are the test's, and whose clock stands ahead of the office's by what `pass` added. */
function relayWith({ office }: EventOffice, apply: (order: Order) => Promise<void>) {
  const { redis, keys, repositories } = office;
  let aheadMs = 0;
  const relay = new EventRelay({
    ...repositories,
    outbox: new OutboxRepository(repositories.mongo),
    effects: { apply },
    turns: new RelayTurns(redis, keys, randomUUID()),
    events: new OrderEvents(redis, keys),
    clock: () => new Date(Date.now() + aheadMs),
    log: createLog('test', 'silent'),
  });
  return { relay, pass: (ms: number) => void (aheadMs += ms) };
}

/** The orders whose events are in the stream, in its order. */
async function toldOf({ office: { redis, keys } }: EventOffice): Promise<readonly string[]> {
  const entries = (await redis.xRange(keys.orderEvents, '-', '+')) ?? [];
  return entries.map(({ message }) => message['orderId'] ?? '');
}

describe('the relay', () => {
  it('tells each change once, after its effects, and keeps the row for a day', async () => {
    await using events = await openEventOffice();
    const { id } = await events.sell(['A1']);
    const told: (readonly string[])[] = [];
    const { relay } = relayWith(events, async () => void told.push(await toldOf(events)));
    expect(await relay.step()).toBe(1);
    expect(await relay.step()).toBe(0);
    expect(told).toEqual([[]]);
    expect(await toldOf(events)).toEqual([id]);
    const rows = await events.office.repositories.mongo.collections.outbox.find().toArray();
    expect(rows).toMatchObject([{ orderId: id, relayedAt: expect.any(Date) }]);
  });

  it('goes on with the others when one fails, gives that one up at last, and takes it up again on demand', async () => {
    await using events = await openEventOffice();
    const poisoned = await events.sell(['A1']);
    const sound = await events.sell(['A2']);
    let isMended = false;
    const { relay, pass } = relayWith(events, async ({ id }) => {
      if (id === poisoned.id && !isMended) throw new Error('its showtime is missing');
    });
    expect(await relay.step()).toBe(2);
    expect(await toldOf(events)).toEqual([sound.id]);
    expect(await relay.step()).toBe(0);
    const { outbox } = events.office.repositories.mongo.collections;
    for (let attempt = 2; attempt <= 10; attempt += 1) {
      pass(300_000);
      expect(await relay.step()).toBe(1);
      expect(await outbox.findOne({ orderId: poisoned.id })).toMatchObject({ failures: attempt });
    }
    pass(86_400_000);
    expect(await relay.step()).toBe(0);

    const { deadLetters } = events.office.services;
    const admin = events.office.actor('ADMIN');
    const [letter] = await deadLetters.list('relay', 10);
    expect(letter).toMatchObject({
      type: 'order.paid',
      orderId: poisoned.id,
      attempts: 10,
      error: 'Error: its showtime is missing',
    });
    isMended = true;
    const eventIds = [letter?.eventId ?? ''];
    expect(await deadLetters.replay(admin, 'relay', eventIds)).toMatchObject({ group: 'relay', eventIds });
    expect(await relay.step()).toBe(1);
    expect(await toldOf(events)).toEqual([sound.id, poisoned.id]);
    expect(await deadLetters.list('relay', 10)).toEqual([]);
    const entries = await events.office.repositories.mongo.collections.auditEntries
      .find({ action: 'event.replayed' })
      .toArray();
    expect(entries).toMatchObject([{ actor: admin.name, details: { group: 'relay', eventIds } }]);
  });

  it('waits for a part that is away, and has then lost nothing', async () => {
    await using events = await openEventOffice();
    const { id } = await events.sell(['A1']);
    let isAway = true;
    const { relay } = relayWith(events, async () => {
      if (isAway) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    });
    for (let step = 0; step < 12; step += 1) await expect(relay.step()).rejects.toThrow('connect');
    isAway = false;
    expect(await relay.step()).toBe(1);
    expect(await toldOf(events)).toEqual([id]);
    expect(await events.office.services.deadLetters.list('relay', 10)).toEqual([]);
  });

  it('tells the latest changes again when Redis was started anew and lost its last second', async () => {
    await using events = await openEventOffice();
    const { redis, keys } = events.office;
    const first = await events.sell(['A1']);
    const second = await events.sell(['A2']);
    const { relay } = relayWith(events, () => Promise.resolve());
    await relay.step();
    const [, last] = (await redis.xRange(keys.orderEvents, '-', '+')) ?? [];
    await redis.xDel(keys.orderEvents, last?.id ?? '');
    await redis.hSet(keys.orderEventsLife, 'run', 'the run before the crash');
    expect(await toldOf(events)).toEqual([first.id]);
    expect(await relay.step()).toBe(2);
    expect(await toldOf(events)).toEqual([first.id, first.id, second.id]);
    expect(await relay.step()).toBe(0);
  });

  it('doesn’t lose what was told in the very moment in which Redis lost its data', async () => {
    await using events = await openEventOffice();
    const { office } = events;
    const { id } = await events.sell(['A1']);
    const { relay } = relayWith(events, () => Promise.resolve());
    const add = office.redis.xAdd.bind(office.redis);
    // Redis loses the event after it said that it has it, and before the row is marked.
    Object.assign(office.redis, {
      xAdd: async (...parameters: Parameters<typeof add>) => {
        const added = await add(...parameters);
        await office.redis.flushAll();
        return added;
      },
    });
    await relay.step();
    Object.assign(office.redis, { xAdd: add });
    expect(await toldOf(events)).toEqual([]);
    await events.relay();
    expect(await toldOf(events)).toEqual([id]);
  });
});
