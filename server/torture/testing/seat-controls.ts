import { expect, vi } from 'vitest';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { parseHold } from '../../redis/live-hold.ts';
import { holdSource } from '../../redis/scripts.ts';
import { afterNextLock, showtimeOf, type Control } from './control.ts';
import { expectOrder, hold, returnOf, saleOf, sell } from './deeds.ts';

/** What keeps a seat from being sold twice. */
export const seatControls: readonly Control[] = [
  {
    guard: 'the unique id of a claim',
    without: ({ office }) => {
      const { showSeats } = office.repositories.mongo.collections;
      vi.spyOn(office.repositories.claims, 'claimSeats').mockImplementation(async (claim, seats, session) => {
        for (const { id, index } of seats) {
          const place = { _id: `${claim.showtimeId}:${id}` };
          const document = { seatId: id, seatIndex: index, ...claim };
          await showSeats.replaceOne(place, document, { upsert: true, ...(session && { session }) });
        }
      });
    },
    // Redis loses the lock of a sale under way, and somebody else buys the seat meanwhile.
    deed: async (control, row) => {
      const { cashier, manager } = control;
      const held = await hold(cashier, showtimeOf(control), `${row}1`);
      afterNextLock(control, async () => {
        await control.flush();
        await sell(manager, showtimeOf(control), [`${row}1`]);
      });
      await cashier.insist('placeOrder', saleOf(cashier, held));
    },
    finds: ['seat sold twice', 'claims differ from orders'],
  },
  {
    guard: 'the decision of what became of a hold',
    without: ({ office }) => void vi.spyOn(office.repositories.claims, 'decideOrdered').mockResolvedValue(),
    // The program stands still until its lock is given up.
    deed: async (control, row) => {
      const { cashier, office } = control;
      const held = await hold(cashier, showtimeOf(control), `${row}1`);
      afterNextLock(control, () =>
        vi.waitFor(async () => expect(await office.services.recovery.settleAbandonedLocks()).toBe(1), 10_000),
      );
      await cashier.insist('placeOrder', saleOf(cashier, held));
    },
    finds: ['hold beyond its time'],
  },
  {
    guard: 'the fence of a claim that is given back',
    without: ({ office: { locks, redis, keys } }) => {
      const free = locks.free.bind(locks);
      vi.spyOn(locks, 'free').mockImplementation(async (request) => {
        const latest = await redis.hGet(keys.map(request.showtimeId), 'fence');
        return free({ ...request, fence: latest ?? request.fence });
      });
    },
    // What follows a void is told once more, after the seat was sold again.
    deed: async (control, row) => {
      const { manager, office } = control;
      const first = await sell(manager, showtimeOf(control), [`${row}1`]);
      const voided = expectOrder(await manager.insist('voidOrder', returnOf(manager, first)));
      await sell(manager, showtimeOf(control), [`${row}1`]);
      const order = await office.services.orderQueries.find(voided.id);
      if (order) await office.services.orderEffects.apply(order);
    },
    finds: ['map differs from claims'],
  },
  {
    guard: 'the state from which an order is taken',
    without: ({ office: { repositories } }) => {
      const { orders } = repositories;
      const change = orders.change.bind(orders);
      const any = { states: ['PENDING_PAYMENT', 'PAID', 'EXPIRED'] } as const;
      vi.spyOn(orders, 'change').mockImplementation((id, _from, set, session) => change(id, any, set, session));
    },
    // A worker looked at the reservation before it was paid, and ends it afterwards.
    deed: async (control, row) => {
      const { cashier, office } = control;
      const { orders } = office.repositories;
      const { tender, ...reservation } = saleOf(cashier, await hold(cashier, showtimeOf(control), `${row}1`));
      const { id: orderId } = expectOrder(await cashier.insist('reserveSeats', reservation));
      const before = await orders.find(asId<OrderId>(orderId));
      if (!before) throw new Error(`there is no order ${orderId}`);
      await cashier.insist('payOrder', { orderId, tender, idempotencyKey: cashier.newId() });
      vi.spyOn(orders, 'overdue').mockResolvedValueOnce([before]);
      await office.services.reconciliation.expireOverdue();
    },
    finds: ['drawer wrong', 'state not allowed', 'map differs from claims'],
  },
  {
    guard: 'the look at what is free, in the script that holds',
    without: ({ office: { locks, redis, keys } }) => {
      const unguarded = holdSource.replace(/-- guard: available[\s\S]*?-- end of guard/, '');
      vi.spyOn(locks, 'hold').mockImplementation(async (request) => {
        const { showtimeId, holdId, seats, ttlMs, maximumMs, holderId, actor, actorId } = request;
        const times = [String(ttlMs), String(maximumMs)];
        const parameters = [holdId, seats.join(','), ...times, holderId, actor, '', actorId ?? ''];
        const place = [showtimeId, keys.seatChannel(showtimeId), ...parameters];
        await redis.set(keys.holdAt(holdId), showtimeId);
        const reply = await redis.eval(unguarded, { keys: [...keys.ofShowtime(showtimeId)], arguments: place });
        const [, json, now] = reply as [number, string, string];
        return { kind: 'held', hold: parseHold(json), serverTime: Number(now) };
      });
    },
    deed: async (control, row) => {
      const { cashier, manager } = control;
      const held = await hold(cashier, showtimeOf(control), `${row}1`);
      const holdId = manager.newId();
      await manager.insist('holdSeats', { holdId, showtimeId: showtimeOf(control), seatIds: [`${row}1`] });
      await cashier.insist('releaseHold', { holdId: held.id });
      await manager.insist('releaseHold', { holdId });
    },
    finds: ['seat held twice'],
  },
  {
    guard: 'that a change of a hold is one step',
    without: ({ office: { locks } }) => {
      const change = locks.change.bind(locks);
      vi.spyOn(locks, 'change').mockImplementation(async (request) => {
        const changed = await change({ ...request, remove: [] });
        if (changed.kind !== 'changed') return changed;
        const seats = changed.hold.seats.filter((seat) => !request.remove.includes(seat));
        return { ...changed, hold: { ...changed.hold, seats } };
      });
    },
    deed: async (control, row) => {
      const { cashier } = control;
      const { id: holdId } = await hold(cashier, showtimeOf(control), `${row}1`, `${row}2`);
      await cashier.insist('changeHold', { holdId, add: [`${row}3`], remove: [`${row}1`] });
      await cashier.insist('releaseHold', { holdId });
    },
    finds: ['hold not whole'],
  },
  {
    guard: 'that an ended claim leaves the database',
    without: ({ office }) => void vi.spyOn(office.repositories.claims, 'giveBack').mockResolvedValue(),
    deed: async (control, row) => {
      const { manager } = control;
      const order = await sell(manager, showtimeOf(control), [`${row}1`]);
      await manager.insist('voidOrder', returnOf(manager, order));
    },
    finds: ['claims differ from orders', 'map differs from claims'],
  },
];
