import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Actor } from '../domain/actor.ts';
import { freshRedis } from '../embedded/testing.ts';
import { asId, type HoldId } from '#shared/domain/ids.ts';
import { countSeats, seatStates } from '#shared/domain/seat-map.ts';
import { ageHold } from '../testing/age-hold.ts';
import { openBoxOffice, type TestBoxOffice } from '../testing/box-office.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../testing/sale.ts';

/** Every seat of every paid order, which must be exactly the claims and exactly the sold seats of the map. */
async function soldSeats(office: TestBoxOffice): Promise<{ readonly ordered: string[]; readonly claimed: string[] }> {
  const { orders, showSeats } = office.repositories.mongo.collections;
  const [paid, claims] = await Promise.all([orders.find({ state: 'PAID' }).toArray(), showSeats.find().toArray()]);
  return {
    ordered: paid.flatMap(({ tickets }) => tickets.map(({ seatId }): string => seatId)).sort(),
    claimed: claims.map(({ seatId }) => seatId).sort(),
  };
}

describe('losing Redis', () => {
  it('in the middle of 100 sales sells no seat twice, and the map is right again', async () => {
    await using redis = await freshRedis();
    await using office = await openBoxOffice({ redisUrl: redis.url });
    const { services, cinema } = office;
    const cashiers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const cashier = office.actor('CASHIER');
        await openShift(office, cashier);
        return cashier;
      }),
    );
    const epochs = new Set<string>();
    const unwatch = await services.seatFeed.watch(cinema.showtime.id, ({ epoch }) => epochs.add(epoch));
    let placed = 0;
    const outcomes: string[] = [];
    const sell = async (cashier: Actor, index: number): Promise<void> => {
      const row = String.fromCharCode(65 + Math.floor(index / 5));
      // Every second pair overlaps with the pair beside it.
      const first = (index % 5) * 2 + 1;
      const start = index % 2 === 0 || first === 9 ? first : first + 1;
      const request = {
        holdId: randomUUID(),
        showtimeId: cinema.showtime.id,
        seatIds: [`${row}${start}`, `${row}${start + 1}`],
      };
      const held = await services.holds.hold(cashier, request);
      placed += 1;
      if (placed === 30 || placed === 70) await office.redis.flushAll();
      outcomes.push(
        held.__typename === 'SeatHold'
          ? nameOf(await services.orders.place(cashier, adultSale(held)))
          : held.__typename,
      );
    };
    const waiting = [...cashiers.entries()];
    const lane = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await sell(next[1], next[0]);
    };
    await Promise.all(Array.from({ length: 10 }, lane));
    expect(outcomes).toHaveLength(100);
    expect(outcomes.filter((name) => name === 'Order').length).toBeGreaterThan(30);
    const { ordered, claimed } = await soldSeats(office);
    expect(new Set(ordered).size).toBe(ordered.length);
    expect(claimed).toEqual(ordered);
    await services.recovery.rebuildLostMaps();
    await vi.waitFor(
      async () => {
        const { packed } = await services.maps.state(cinema.showtime);
        expect(countSeats(packed, seatStates.BOOKED)).toBe(claimed.length);
      },
      { timeout: 5_000 },
    );
    expect(epochs.size).toBeGreaterThan(1);
    await unwatch();
  });

  it('keeps a claim that commits while the map is being rebuilt', async () => {
    await using office = await openBoxOffice();
    const { services, repositories, locks, cinema } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const hold = await holdSeats(office, cashier, cinema.showtime.id, ['A1']);
    await office.redis.del(office.keys.map(cinema.showtime.id));
    const token = await locks.beginRebuild(cinema.showtime.id);
    const { layout } = await repositories.catalog.seatPlan(cinema.showtime);
    const { packed } = await repositories.claims.packedMap(cinema.showtime.id, layout);
    // The claim is committed after the claims were read, and told to Redis before the map is installed.
    await locks.book({ showtimeId: cinema.showtime.id, seats: [0], holdId: hold.id, fence: hold.fence });
    const rebuilt = await locks.commitRebuild({
      showtimeId: cinema.showtime.id,
      token,
      packed,
      minimumFence: Number(hold.fence) + 1_000_000_000_000,
      expireAt: Date.now() + 3_600_000,
    });
    expect(rebuilt.kind).toBe('rebuilt');
    expect((await services.maps.state(cinema.showtime)).packed.charAt(0)).toBe('3');
    const next = await holdSeats(office, cashier, cinema.showtime.id, ['A2']);
    expect(Number(next.fence)).toBeGreaterThan(Number(hold.fence) + 1_000_000_000_000);
  });

  it('refuses a rebuild that began before Redis lost its data', async () => {
    await using redis = await freshRedis();
    await using office = await openBoxOffice({ redisUrl: redis.url });
    const { locks, cinema } = office;
    const token = await locks.beginRebuild(cinema.showtime.id);
    await office.redis.flushAll();
    const request = {
      showtimeId: cinema.showtime.id,
      packed: '0'.repeat(200),
      minimumFence: 0,
      expireAt: Date.now() + 60_000,
    };
    expect((await locks.commitRebuild({ ...request, token })).kind).toBe('superseded');
  });
});

describe('a program that died in the middle of a sale', () => {
  it('before the commit leaves a lock that is given up, and the seats are free again', async () => {
    await using office = await openBoxOffice();
    const { services, locks, cinema } = office;
    const hold = await holdSeats(office, office.actor('CASHIER'), cinema.showtime.id, ['L1', 'L2']);
    await locks.lock({
      showtimeId: cinema.showtime.id,
      holdId: asId<HoldId>(hold.id),
      token: 'a payment',
      fence: hold.fence,
    });
    expect(await services.recovery.settleAbandonedLocks()).toBe(0);
    await ageHold(office.redis, office.keys, cinema.showtime.id, hold.id, 3_600_000);
    expect((await services.maps.state(cinema.showtime)).packed.slice(110, 112)).toBe('22');
    expect(await services.recovery.settleAbandonedLocks()).toBe(1);
    expect((await services.maps.state(cinema.showtime)).packed.slice(110, 112)).toBe('00');
    const { nodes } = await services.audit.page({ showtimeId: cinema.showtime.id }, { after: undefined, first: 10 });
    expect(nodes.map(({ action }) => action)).toContain('lock.abandoned');
  });

  it('after the commit leaves a sale that the outbox finishes', async () => {
    await using office = await openBoxOffice();
    const { services, locks, cinema } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const hold = await holdSeats(office, cashier, cinema.showtime.id, ['M1']);
    const book = locks.book.bind(locks);
    Object.assign(locks, { book: () => Promise.reject(new Error('the program died here')) });
    await expect(services.orders.place(cashier, adultSale(hold))).rejects.toThrow('died here');
    Object.assign(locks, { book });
    expect((await services.maps.state(cinema.showtime)).packed.charAt(120)).toBe('2');
    expect(await services.relay.step()).toBe(1);
    expect((await services.maps.state(cinema.showtime)).packed.charAt(120)).toBe('3');
    expect(await services.relay.step()).toBe(0);
  });
});
