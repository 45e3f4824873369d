import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { GatewayUnavailableError, PaymentGateway } from '../../payments/gateway-client.ts';
import { showtimeOf, type Control } from './control.ts';
import type { ControlOffice } from './control-office.ts';
import { card, hold, returnOf, saleOf, sell } from './deeds.ts';

/** Sells by card and waits until it is paid. */
async function sellByCard(control: ControlOffice, seatIds: readonly string[]) {
  const order = await sell(control.manager, showtimeOf(control), seatIds, card('quick'));
  return vi.waitFor(async () => {
    const paid = await control.office.repositories.orders.find(asId<OrderId>(order.id));
    if (paid?.state !== 'PAID') throw new Error(`the order is ${paid?.state}`);
    return paid;
  }, 20_000);
}

/** What keeps money from being kept, or given twice. */
export const moneyControls: readonly Control[] = [
  {
    guard: 'the first reply to a key',
    without: ({ office }) => void vi.spyOn(office.repositories.orders, 'rememberReply').mockResolvedValue(),
    deed: async (control, row) => {
      const { cashier } = control;
      const sale = saleOf(cashier, await hold(cashier, showtimeOf(control), `${row}1`));
      await cashier.insist('placeOrder', sale);
      await cashier.insist('placeOrder', sale);
    },
    finds: ['reply lost'],
  },
  {
    guard: 'what else was asked with a key',
    without: ({ office: { repositories } }) => {
      const { orders } = repositories;
      const findReply = orders.findReply.bind(orders);
      const forgotten = async (key: string) => (key.includes('torture') ? undefined : findReply(key));
      vi.spyOn(orders, 'findReply').mockImplementation(forgotten);
      vi.spyOn(orders, 'rememberReply').mockResolvedValue();
    },
    deed: async (control, row) => {
      const { cashier } = control;
      const idempotencyKey = `torture ${randomUUID()}`;
      for (const seat of [`${row}1`, `${row}2`]) {
        const held = await hold(cashier, showtimeOf(control), seat);
        const sale = { ...saleOf(cashier, held), idempotencyKey };
        const answer = await cashier.insist('placeOrder', sale);
        if (answer?.__typename !== 'Order') await cashier.insist('releaseHold', { holdId: held.id });
      }
    },
    finds: ['reply lost', 'key had two effects'],
  },
  {
    guard: 'the refund of a payment that came too late',
    without: ({ office }) => {
      vi.spyOn(office.repositories.refunds, 'insert').mockResolvedValue();
      vi.spyOn(PaymentGateway.prototype, 'refund').mockRejectedValue(new GatewayUnavailableError('POST /refunds'));
    },
    // The gateway is out of reach when the order expires; the card is approved a little later, and the seat is sold.
    deed: async (control, row) => {
      const { cashier, manager, gateway, office } = control;
      const away = vi.spyOn(PaymentGateway.prototype, 'cancel');
      away.mockRejectedValue(new GatewayUnavailableError('POST /intents/cancel'));
      await gateway.setTerminal('late', { behaviour: 'SLOW', delayMs: 4_000 });
      const placed = await sell(cashier, showtimeOf(control), [`${row}1`], card('late'));
      const stateOf = async () => (await office.repositories.orders.find(asId<OrderId>(placed.id)))?.state;
      await vi.waitFor(async () => expect(await stateOf()).toBe('EXPIRED'), 20_000);
      await sell(manager, showtimeOf(control), [`${row}1`]);
      await vi.waitFor(async () => expect(['REFUND_PENDING', 'REFUNDED']).toContain(await stateOf()), 20_000);
      away.mockRestore();
    },
    finds: ['money kept', 'entry without a deed'],
  },
  {
    guard: 'the key of a refund at the gateway',
    without: () => {
      const { refund } = PaymentGateway.prototype;
      vi.spyOn(PaymentGateway.prototype, 'refund').mockImplementation(async function twice(
        this: PaymentGateway,
        request,
      ) {
        await refund.call(this, { ...request, idempotencyKey: randomUUID() });
        return refund.call(this, request);
      });
    },
    deed: async (control, row) => {
      const { manager } = control;
      const order = await sellByCard(control, [`${row}1`, `${row}2`]);
      const ticketIds = order.tickets.slice(0, 1).map(({ id }) => id);
      await manager.insist('refundOrder', { ...returnOf(manager, order), ticketIds });
    },
    finds: ['money given twice'],
  },
  {
    guard: 'the movement of cash',
    without: ({ office }) => void vi.spyOn(office.repositories.shifts, 'addMovement').mockResolvedValue(),
    deed: (control, row) => sell(control.cashier, showtimeOf(control), [`${row}1`]),
    finds: ['drawer wrong'],
  },
  {
    guard: 'the numbers of a shift',
    without: ({ office: { repositories } }) => {
      const { shifts } = repositories;
      const takeNumbers = shifts.takeNumbers.bind(shifts);
      vi.spyOn(shifts, 'takeNumbers').mockImplementation(async (...request) => {
        const shift = await takeNumbers(...request);
        return shift && { ...shift, receiptCount: 1 };
      });
    },
    deed: async (control, row) => {
      await sell(control.cashier, showtimeOf(control), [`${row}1`]);
      await sell(control.cashier, showtimeOf(control), [`${row}2`]);
    },
    finds: ['numbers wrong'],
  },
];
