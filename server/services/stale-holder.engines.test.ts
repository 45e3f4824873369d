import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ageHold } from '../testing/age-hold.ts';
import { expectType, openBoxOffice } from '../testing/box-office.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../testing/sale.ts';

/** Longer than the time to live of a hold (5 min). */
const pastTtl = 301_000;

describe('a holder who was paused past the time to live', () => {
  it('can neither pay, release, extend nor change once the seats are resold', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const [stale, next] = [office.actor('CASHIER'), office.actor('CASHIER')];
    await openShift(office, stale);
    await openShift(office, next);
    const hold = await holdSeats(office, stale, cinema.showtime.id, ['G1', 'G2']);
    await ageHold(office.redis, office.keys, cinema.showtime.id, hold.id, pastTtl);
    const resold = await holdSeats(office, next, cinema.showtime.id, ['G2', 'G3']);
    expect(BigInt(resold.fence)).toBeGreaterThan(BigInt(hold.fence));
    const before = await services.maps.state(cinema.showtime);

    expect(nameOf(await services.orders.place(stale, adultSale(hold)))).toBe('HoldExpiredError');
    expectType(await services.holds.release(hold.id), 'HoldExpiredError');
    expectType(await services.holds.extend(hold.id), 'HoldExpiredError');
    expectType(await services.holds.change({ holdId: hold.id, add: ['G9'], remove: [] }), 'HoldExpiredError');

    expect(await services.maps.state(cinema.showtime)).toMatchObject({
      version: before.version,
      packed: before.packed,
    });
    expect(nameOf(await services.orders.place(next, adultSale(resold)))).toBe('Order');
  });

  it('can not pay when it stops between locking and writing, and the lock is given up meanwhile', async () => {
    await using office = await openBoxOffice();
    const { services, repositories, locks, cinema } = office;
    const [stale, next] = [office.actor('CASHIER'), office.actor('CASHIER')];
    await openShift(office, stale);
    await openShift(office, next);
    const hold = await holdSeats(office, stale, cinema.showtime.id, ['H1', 'H2']);
    const lock = locks.lock.bind(locks);
    // The program sleeps right after its lock; meanwhile the reconciliation gives the lock up and the seats are resold.
    Object.assign(locks, {
      async lock(request: Parameters<typeof lock>[0]) {
        const locked = await lock(request);
        Object.assign(locks, { lock });
        await ageHold(office.redis, office.keys, cinema.showtime.id, hold.id, pastTtl);
        expect(await services.recovery.settleAbandonedLocks()).toBe(1);
        const resold = await holdSeats(office, next, cinema.showtime.id, ['H2']);
        expect(nameOf(await services.orders.place(next, adultSale(resold)))).toBe('Order');
        return locked;
      },
    });
    expect(nameOf(await services.orders.place(stale, adultSale(hold)))).toBe('HoldExpiredError');
    expect(await repositories.mongo.collections.orders.countDocuments()).toBe(1);
    const { packed } = await services.maps.state(cinema.showtime);
    expect(packed.slice(70, 72)).toBe('03');
  });
});

describe('without an expiry worker', () => {
  it('an overdue hold blocks nobody, and a live one is not freed', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const overdue = await holdSeats(office, office.actor('CASHIER'), cinema.showtime.id, ['J1', 'J2']);
    const live = await holdSeats(office, office.actor('CASHIER'), cinema.showtime.id, ['J5']);
    await ageHold(office.redis, office.keys, cinema.showtime.id, overdue.id, pastTtl + 60_000);
    await ageHold(office.redis, office.keys, cinema.showtime.id, live.id, 60_000);
    const { packed } = await services.maps.state(cinema.showtime);
    expect(packed.slice(90, 95)).toBe('00001');
    await holdSeats(office, office.actor('CASHIER'), cinema.showtime.id, ['J1', 'J2']);
    expectType(
      await services.holds.hold(office.actor('CASHIER'), {
        holdId: randomUUID(),
        showtimeId: cinema.showtime.id,
        seatIds: ['J5'],
      }),
      'SeatsUnavailableError',
    );
  });

  it('a hold never outlives its deadline, however often it is extended', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const hold = await holdSeats(office, office.actor('CASHIER'), cinema.showtime.id, ['K1']);
    await ageHold(office.redis, office.keys, cinema.showtime.id, hold.id, 299_000);
    const once = expectType(await services.holds.extend(hold.id), 'SeatHold');
    expect(once.expiresAt.getTime()).toBeGreaterThan(hold.expiresAt.getTime() - 299_000);
    await ageHold(office.redis, office.keys, cinema.showtime.id, hold.id, 299_000);
    const twice = expectType(await services.holds.extend(hold.id), 'SeatHold');
    await ageHold(office.redis, office.keys, cinema.showtime.id, hold.id, 299_000);
    const thrice = expectType(await services.holds.extend(hold.id), 'SeatHold');
    expect(twice.expiresAt.getTime()).toBeLessThanOrEqual(twice.deadline.getTime());
    expect(thrice.expiresAt).toEqual(thrice.deadline);
  });
});
