import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { applyDelta, type SeatMapDelta } from '#shared/domain/seat-map.ts';
import { OrderFeed } from './order-feed.ts';
import { SeatFeed } from './seat-feed.ts';
import { LocksBench } from './testing.ts';

let bench: LocksBench;
beforeAll(async () => {
  bench = await LocksBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function openFeed(): Promise<SeatFeed> {
  return new SeatFeed(await bench.connection(), bench.keys);
}

/** Collects what a listener is told. `heard` resolves once there are so many. */
function collector<Told>() {
  const told: Told[] = [];
  return {
    told,
    listener: (each: Told) => void told.push(each),
    heard: (count: number) => vi.waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count)),
  };
}

describe('the feed of a showtime', () => {
  it('tells every change, which applied to a snapshot gives the next one', async () => {
    const showtimeId = await bench.showtime('000000');
    const { told, listener, heard } = collector<SeatMapDelta>();
    const stop = await (await openFeed()).watch(showtimeId, listener);
    const before = await bench.snapshot(showtimeId);
    const hold = await bench.lockedHold(showtimeId, [1, 2]);
    await bench.locks.book(hold);
    await heard(3);
    let state = { epoch: before.epoch, version: before.version, packed: before.packed };
    for (const delta of told) {
      const outcome = applyDelta(state, delta);
      if (outcome.kind !== 'applied') throw new Error(outcome.kind);
      state = outcome.state;
    }
    expect(await bench.snapshot(showtimeId)).toMatchObject(state);
    await stop();
  });

  it('tells of a new epoch without seats', async () => {
    const showtimeId = await bench.showtime('00');
    const { told, listener, heard } = collector<SeatMapDelta>();
    const stop = await (await openFeed()).watch(showtimeId, listener);
    await bench.rebuild(showtimeId, '03');
    await heard(1);
    const { epoch } = await bench.snapshot(showtimeId);
    expect(told).toEqual([{ epoch, version: 1, seats: [], states: '' }]);
    await stop();
  });

  it('serves several listeners over one subscription, until the last has gone', async () => {
    const showtimeId = await bench.showtime();
    const channel = bench.keys.seatChannel(showtimeId);
    const subscribers = async () => (await bench.redis.pubSubNumSub([channel]))[channel];
    const feed = await openFeed();
    const [one, other] = [collector<SeatMapDelta>(), collector<SeatMapDelta>()];
    const [stopOne, stopOther] = [
      await feed.watch(showtimeId, one.listener),
      await feed.watch(showtimeId, other.listener),
    ];
    expect(await subscribers()).toBe(1);
    await stopOne();
    await bench.hold(showtimeId, [0]);
    await other.heard(1);
    expect(one.told).toEqual([]);
    await stopOther();
    expect(await subscribers()).toBe(0);
  });

  it('stays with a watcher who comes while the last one goes', async () => {
    const showtimeId = await bench.showtime();
    const feed = await openFeed();
    const stopFirst = await feed.watch(showtimeId, () => undefined);
    const { told, listener, heard } = collector<SeatMapDelta>();
    const [, stop] = await Promise.all([stopFirst(), feed.watch(showtimeId, listener)]);
    await bench.hold(showtimeId, [0]);
    await heard(1);
    expect(told).toMatchObject([{ seats: [0] }]);
    await stop();
  });

  it('tells watchers to fetch once its lost connection is back, and goes on', async () => {
    const showtimeId = await bench.showtime();
    const losses: unknown[] = [];
    const subscriber = await bench.connection((error) => losses.push(error));
    const { told, listener, heard } = collector<SeatMapDelta>();
    const stop = await new SeatFeed(subscriber, bench.keys).watch(showtimeId, listener);
    const before = await bench.snapshot(showtimeId);
    await bench.redis.sendCommand(['CLIENT', 'KILL', 'ID', String(await subscriber.clientId())]);
    await bench.hold(showtimeId, [0]);
    await vi.waitFor(() => expect(told.map((delta) => applyDelta(before, delta).kind)).toContain('gap'));
    expect(losses).not.toEqual([]);
    const count = told.length;
    await bench.hold(showtimeId, [1]);
    await heard(count + 1);
    await stop();
  });

  it('can be watched later when it could not be subscribed to at first', async () => {
    const showtimeId = await bench.showtime();
    const feed = await openFeed();
    await bench.redis.sendCommand(['ACL', 'SETUSER', 'default', 'resetchannels']);
    await expect(feed.watch(showtimeId, () => undefined)).rejects.toThrow('NOPERM');
    await bench.redis.sendCommand(['ACL', 'SETUSER', 'default', 'allchannels']);
    const { listener, heard } = collector<SeatMapDelta>();
    const stop = await feed.watch(showtimeId, listener);
    await bench.hold(showtimeId, [0]);
    await heard(1);
    await stop();
  });
});

describe('the feed of all showtimes', () => {
  it('tells which showtime changed', async () => {
    const showtimeId = await bench.showtime();
    const { listener, heard, told } = collector<string>();
    const stop = await (await openFeed()).watchAll(listener);
    await bench.hold(showtimeId, [0]);
    await heard(1);
    expect(told).toEqual([showtimeId]);
    await stop();
  });
});

describe('the feed of orders', () => {
  it('tells which order changed, until it is stopped', async () => {
    const feed = new OrderFeed(bench.redis, await bench.connection(), bench.keys);
    const [one, other] = [collector<string>(), collector<string>()];
    const stopOne = await feed.watch(one.listener);
    const stopOther = await feed.watch(other.listener);
    await feed.publish('order-1');
    await one.heard(1);
    await stopOne();
    await feed.publish('order-2');
    await other.heard(2);
    expect([one.told, other.told]).toEqual([['order-1'], ['order-1', 'order-2']]);
    await stopOther();
  });
});
