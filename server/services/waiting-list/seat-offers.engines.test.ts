import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { ageHold } from '../../testing/age-hold.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { adultSale, holdSeats, openShift } from '../../testing/sale.ts';
import { entryOf, freeSeats, join, offerTo, sellOut } from './testing.ts';
import type { Joined } from './waiting-list-entrance.ts';

/** Lets the consumer group of the waiting list work until an entry has an offer. */
async function untilOffered(office: TestBoxOffice, joined: Joined): Promise<readonly string[]> {
  const consumers = await office.openConsumers(randomUUID());
  const consumer = consumers.find(({ name }) => name === 'waiting-list');
  if (!consumer) throw new Error('nobody listens for the waiting list');
  await vi.waitFor(
    async () => {
      await consumer.step(20);
      expect(await entryOf(office, joined)).toMatchObject({ state: 'OFFERED' });
    },
    { timeout: 20_000, interval: 5 },
  );
  return (await offerTo(office, joined)).lines.map(({ seatId }) => seatId);
}

async function shown({ services, cinema }: TestBoxOffice): Promise<string> {
  return (await services.maps.state(cinema.small)).packed;
}

/** Sells these seats of the small showtime for cash; returns the order and its seller. */
async function sell(office: TestBoxOffice, seatIds: readonly string[]) {
  const manager = office.actor('MANAGER');
  await openShift(office, manager);
  const hold = await holdSeats(office, manager, office.cinema.small.id, seatIds);
  const outcome = await office.services.orders.place(manager, adultSale(hold));
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  return { manager, order: outcome.order };
}

/** Reserves these seats of the small showtime. */
async function reserve(office: TestBoxOffice, seatIds: readonly string[]) {
  const cashier = office.actor('CASHIER');
  const { tender: _later, ...wish } = adultSale(await holdSeats(office, cashier, office.cinema.small.id, seatIds));
  const outcome = await office.services.orders.reserve(cashier, wish);
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  return { cashier, order: outcome.order };
}

async function blockTheRest(office: TestBoxOffice): Promise<void> {
  const packed = await shown(office);
  const seatIds = Array.from(packed, (state, index) => (state === '0' ? `A${index + 1}` : '')).filter(Boolean);
  const request = { showtimeId: office.cinema.small.id, seatIds, reason: 'A closed performance' };
  await office.services.blocks.block(office.actor('MANAGER'), request);
}

describe('seats that become free', () => {
  it.each([
    [
      'by a refund',
      async (office: TestBoxOffice) => {
        const { manager, order } = await sell(office, ['A4', 'A5']);
        const request = { orderId: order.id, ticketIds: null, reason: 'The guest is ill', approval: null };
        return async () => office.services.returns.refund(manager, { ...request, idempotencyKey: randomUUID() });
      },
    ],
    [
      'by a void',
      async (office: TestBoxOffice) => {
        const { manager, order } = await sell(office, ['A4', 'A5']);
        const request = { orderId: order.id, reason: 'A mistake', approval: null };
        return async () => office.services.returns.void(manager, { ...request, idempotencyKey: randomUUID() });
      },
    ],
    [
      'by a cancelled reservation',
      async (office: TestBoxOffice) => {
        const { cashier, order } = await reserve(office, ['A4', 'A5']);
        return async () => office.services.pendingOrders.cancel(cashier, order.id);
      },
    ],
    [
      'by an order whose time is over',
      async (office: TestBoxOffice) => {
        const { order } = await reserve(office, ['A4', 'A5']);
        return async () => office.services.pendingOrders.expireOverdue(order.paymentDueAt ?? new Date(), 10);
      },
    ],
    [
      'by a hold whose time is over',
      async (office: TestBoxOffice) => {
        const hold = await holdSeats(office, office.actor('CASHIER'), office.cinema.small.id, ['A4', 'A5']);
        return async () => {
          await ageHold(office.redis, office.keys, office.cinema.small.id, hold.id, 301_000);
          await office.services.recovery.expireHolds();
        };
      },
    ],
    [
      'by a released hold',
      async (office: TestBoxOffice) => {
        const hold = await holdSeats(office, office.actor('CASHIER'), office.cinema.small.id, ['A4', 'A5']);
        return async () => office.services.holds.release(hold.id);
      },
    ],
    [
      'by a hold that gives some of its seats back',
      async (office: TestBoxOffice) => {
        const hold = await holdSeats(office, office.actor('CASHIER'), office.cinema.small.id, ['A3', 'A4', 'A5']);
        return async () => office.services.holds.change({ holdId: hold.id, add: [], remove: ['A4', 'A5'] });
      },
    ],
    [
      'by an end of a block',
      async (office: TestBoxOffice) => {
        await blockTheRest(office);
        return async () => freeSeats(office, 'A4', 'A5');
      },
    ],
  ])('%s are offered to who waits for them', async (_name, prepare) => {
    await using office = await openBoxOffice();
    const give = await prepare(office);
    await blockTheRest(office);
    const joined = await join(office, 2);
    await give();
    expect(await untilOffered(office, joined)).toEqual(['A4', 'A5']);
    expect((await shown(office)).slice(3, 5)).toBe('22');
  });

  it('are a reservation of their own, written with everything that belongs to it', async () => {
    await using office = await openBoxOffice();
    const { services, repositories } = office;
    await sellOut(office);
    const guest = office.actor('CUSTOMER');
    const contact = { email: 'ada@example.org', locale: 'de' };
    const joined = await join(office, 2, { contact, ticketTypes: ['ADULT', 'CHILD'] }, guest);
    await freeSeats(office, 'A4', 'A5');
    expect(await services.seatOffers.assign(office.cinema.small.id)).toBe(1);
    const order = await offerTo(office, joined);
    expect(order).toMatchObject({
      state: 'PENDING_PAYMENT',
      payment: { kind: 'UNPAID' },
      total: { amount: 2_100 },
      contact,
      placedBy: { staffId: guest.staffId },
      lines: [{ ticketType: 'ADULT' }, { ticketType: 'CHILD' }],
      shiftId: null,
    });
    expect(order.paymentDueAt?.getTime()).toBe(order.placedAt.getTime() + 15 * 60_000);
    const rows = await repositories.mongo.collections.outbox.find({ orderId: order.id }).toArray();
    expect(rows.map(({ type }) => type).sort()).toEqual(['order.placed', 'waitinglist.offered']);
    const { nodes } = await services.audit.page({ orderId: order.id }, { after: undefined, first: 10 });
    expect(nodes.map(({ action, actor }) => `${action} ${actor}`).sort()).toEqual([
      'order.placed null',
      'waitinglist.offered null',
    ]);
    // The guest may pay it like any reservation of theirs.
    expect(await services.orderQueries.findByCode(order.code)).toMatchObject({ id: order.id });
    expect(await services.seatOffers.assign(office.cinema.small.id)).toBe(0);
  });

  it('go to the first whose whole party fits, one after the other', async () => {
    await using office = await openBoxOffice();
    await sellOut(office);
    const [four, two, three, one] = [
      await join(office, 4),
      await join(office, 2),
      await join(office, 3),
      await join(office, 1),
    ];
    await freeSeats(office, 'A1', 'A2', 'A3');
    expect(await office.services.seatOffers.assign(office.cinema.small.id)).toBe(2);
    const states = await Promise.all([four, two, three, one].map(async (each) => (await entryOf(office, each)).state));
    expect(states).toEqual(['WAITING', 'OFFERED', 'WAITING', 'OFFERED']);
    expect(await shown(office)).toBe('2224444444');
  });

  it('are not offered when the database knows better, and the map is mended', async () => {
    await using office = await openBoxOffice();
    const { small } = office.cinema;
    await sellOut(office);
    const joined = await join(office, 1);
    await office.redis.hSet(office.keys.map(small.id), 'packed', '0444444444');
    expect(await shown(office)).toBe('0444444444');
    expect(await office.services.seatOffers.assign(small.id)).toBe(0);
    expect(await shown(office)).toBe('4444444444');
    expect((await entryOf(office, joined)).state).toBe('WAITING');
    expect(await office.repositories.mongo.collections.orders.countDocuments()).toBe(0);
  });
});

describe('an offer', () => {
  it('that is declined goes to who is next', async () => {
    await using office = await openBoxOffice();
    await sellOut(office);
    const [first, second] = [await join(office, 1), await join(office, 1)];
    await freeSeats(office, 'A1');
    await office.services.waitingListSweep.step();
    const { code } = await offerTo(office, first);
    const guest = office.actor('KIOSK');
    const { offers } = office.services;
    expect(await offers.decline(guest, code)).toMatchObject({ state: 'DECLINED' });
    expect(await offers.decline(guest, code)).toMatchObject({ state: 'DECLINED' });
    expect(await offers.accept(guest, code)).toMatchObject({ __typename: 'OfferOverError' });
    await office.services.waitingListSweep.step();
    expect(await entryOf(office, second)).toMatchObject({ state: 'OFFERED', order: { lines: [{ seatId: 'A1' }] } });
    expect(await offers.decline(guest, 'AAAAAAAA')).toMatchObject({ __typename: 'NotFoundError' });
  });

  it('that nobody answers lapses and goes to who is next', async () => {
    let aheadMs = 0;
    await using office = await openBoxOffice({ clock: () => new Date(Date.now() + aheadMs) });
    const { services } = office;
    await sellOut(office);
    const [first, second] = [await join(office, 1), await join(office, 1)];
    await freeSeats(office, 'A1');
    await services.waitingListSweep.step();
    const { code } = await offerTo(office, first);
    aheadMs = 15 * 60_000 + 1_000;
    expect(await services.offers.accept(office.actor('KIOSK'), code)).toMatchObject({ __typename: 'OfferOverError' });
    expect(await services.pendingOrders.expireOverdue(services.clock(), 10)).toBe(1);
    expect(await entryOf(office, first)).toMatchObject({ state: 'LAPSED' });
    await services.waitingListSweep.step();
    expect(await entryOf(office, second)).toMatchObject({ state: 'OFFERED' });
  });

  it('that is accepted stands as long as a reservation, and is seated once it is paid', async () => {
    let aheadMs = 0;
    await using office = await openBoxOffice({ clock: () => new Date(Date.now() + aheadMs) });
    const { services, cinema } = office;
    await sellOut(office);
    const joined = await join(office, 1);
    await freeSeats(office, 'A1');
    await services.waitingListSweep.step();
    const { id: orderId, code } = await offerTo(office, joined);
    const guest = office.actor('KIOSK');
    const release = new Date(cinema.small.startsAt.getTime() - 30 * 60_000);
    const accepted = await services.offers.accept(guest, code);
    expect(accepted).toMatchObject({ state: 'ACCEPTED', order: { paymentDueAt: release, reservedUntil: release } });
    expect(await services.offers.accept(guest, code)).toEqual(accepted);
    aheadMs = 60 * 60_000;
    expect(await services.pendingOrders.expireOverdue(services.clock(), 10)).toBe(0);
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const payment = { orderId, tender: { kind: 'CASH', received: 1_350 }, idempotencyKey: randomUUID() } as const;
    expect(await services.reservations.pay(cashier, payment)).toMatchObject({ order: { state: 'PAID' } });
    expect(await entryOf(office, joined)).toMatchObject({ state: 'SEATED' });
    expect(await services.offers.decline(guest, code)).toMatchObject({ __typename: 'OfferOverError' });
    expect(await shown(office)).toBe('3444444444');
  });

  it('never stands longer than a reservation, and is not made after that', async () => {
    let aheadMs = 0;
    await using office = await openBoxOffice({ clock: () => new Date(Date.now() + aheadMs) });
    const { services, cinema } = office;
    await sellOut(office);
    const [first, second] = [await join(office, 1), await join(office, 1)];
    await freeSeats(office, 'A1');
    aheadMs = 85 * 60_000;
    await services.waitingListSweep.step();
    const { paymentDueAt } = await offerTo(office, first);
    expect(paymentDueAt).toEqual(new Date(cinema.small.startsAt.getTime() - 30 * 60_000));
    aheadMs = 95 * 60_000;
    await services.pendingOrders.expireOverdue(services.clock(), 10);
    expect(await services.waitingListSweep.step()).toBe(0);
    expect(await entryOf(office, second)).toMatchObject({ state: 'WAITING' });
  });
});
