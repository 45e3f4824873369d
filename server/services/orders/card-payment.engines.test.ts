import { describe, expect, it, vi } from 'vitest';
import { GatewayUnavailableError, PaymentGateway } from '../../payments/gateway-client.ts';
import type { SeatHold } from '../seat-hold-service.ts';
import {
  cardSale,
  found,
  intentOf,
  openCardOffice,
  placeCardOrder,
  settle,
  type CardOffice,
} from '../../testing/card-office.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../../testing/sale.ts';

/** The characters of these seats (indexes) in the live map. */
async function shown({ office }: CardOffice, from: number, to: number): Promise<string> {
  const { packed } = await office.services.maps.state(office.cinema.showtime);
  return packed.slice(from, to);
}

async function claimStates({ office }: CardOffice, seatIds: readonly string[]): Promise<readonly string[]> {
  const claims = await office.repositories.claims.claimedAmong(office.cinema.showtime.id, seatIds);
  return claims.map(({ state }) => state);
}

async function actionsOf({ office }: CardOffice, orderId: string): Promise<readonly string[]> {
  const { nodes } = await office.services.audit.page({ orderId }, { after: undefined, first: 50 });
  return nodes.map(({ action }) => action).sort();
}

describe('a card order', () => {
  it('is written before the card is charged, keeps its seats meanwhile, and has tickets once the money is there', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const { services, cinema } = office;
    await gateway.setTerminal('slow', { behaviour: 'APPROVE', delayMs: 60 });
    const kiosk = office.actor('KIOSK');
    const hold = await holdSeats(office, kiosk, cinema.showtime.id, ['A1', 'A2']);
    const outcome = await services.orders.place(kiosk, cardSale(hold, 'slow'));
    if (!('order' in outcome)) throw new Error(outcome.failure.message);
    const { order } = outcome;
    expect(order).toMatchObject({ state: 'PENDING_PAYMENT', tickets: [], receiptNumber: null, paidAt: null });
    expect(await claimStates(cards, ['A1', 'A2'])).toEqual(['LOCKED', 'LOCKED']);
    expect(await shown(cards, 0, 3)).toBe('220');
    // The seats are frozen, and the payment counts as the kiosk's one hold.
    expect((await services.holds.release(hold.id)).__typename).toBe('HoldConflictError');
    expect((await services.holds.change({ holdId: hold.id, add: ['A3'], remove: [] })).__typename).toBe(
      'HoldConflictError',
    );
    const another = { holdId: crypto.randomUUID(), showtimeId: cinema.showtime.id, seatIds: ['B1'] };
    expect((await services.holds.hold(kiosk, another)).__typename).toBe('HoldLimitError');

    const paid = await settle(cards, order);
    expect(paid).toMatchObject({
      state: 'PAID',
      paymentDueAt: null,
      payment: { kind: 'CARD', outcome: 'CAPTURED', card: { lastFour: expect.stringMatching(/^\d{4}$/) as string } },
      tickets: [{ seatId: 'A1', state: 'VALID' }, { seatId: 'A2' }],
    });
    for (const ticket of paid.tickets)
      expect(services.signer.verify(ticket.qr)).toMatchObject({ seatId: ticket.seatId });
    expect(await claimStates(cards, ['A1', 'A2'])).toEqual(['BOOKED', 'BOOKED']);
    expect(await shown(cards, 0, 3)).toBe('330');
    expect((await services.holds.hold(kiosk, another)).__typename).toBe('SeatHold');
    expect(await actionsOf(cards, order.id)).toEqual([
      'order.paid',
      'order.placed',
      'payment.captured',
      'ticket.issued',
      'ticket.issued',
    ]);
    const { captures } = await gateway.ledger();
    expect(captures.map(({ amount }) => amount)).toEqual([paid.total]);
  });

  it('gives its seats back at once when the card is declined', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 5 });
    const order = await placeCardOrder(cards, office.actor('KIOSK'), office.cinema.showtime.id, ['A1'], 'poor');
    const failed = await settle(cards, order);
    expect(failed).toMatchObject({ state: 'PAYMENT_FAILED', payment: { outcome: 'DECLINED' } });
    expect(await claimStates(cards, ['A1'])).toEqual([]);
    expect(await shown(cards, 0, 1)).toBe('0');
    expect((await gateway.ledger()).captures).toEqual([]);
    expect(await actionsOf(cards, order.id)).toEqual(['order.payment_failed', 'order.placed']);
  });

  it('expires when nobody pays, and then can not be captured any more', async () => {
    await using cards = await openCardOffice({ PAYMENT_TIMEOUT_SECONDS: '60' });
    const { office, gateway, pass } = cards;
    const { reconciliation } = office.services;
    await gateway.setTerminal('nobody', { behaviour: 'NEVER' });
    const order = await placeCardOrder(cards, office.actor('KIOSK'), office.cinema.showtime.id, ['A1'], 'nobody');
    expect(await reconciliation.expireOverdue()).toBe(0);
    pass(61_000);
    expect(await reconciliation.expireOverdue()).toBe(1);
    expect(await found(cards, order)).toMatchObject({ state: 'EXPIRED', payment: { outcome: 'CANCELLED' } });
    expect((await intentOf(cards, order)).state).toBe('CANCELLED');
    expect(await claimStates(cards, ['A1'])).toEqual([]);
    expect(await shown(cards, 0, 1)).toBe('0');
  });

  it('is not accepted while the gateway is away, and leaves the hold to pay in another way', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const hold = await holdSeats(office, cashier, office.cinema.showtime.id, ['A1']);
    await gateway.stop();
    expect(nameOf(await office.services.orders.place(cashier, cardSale(hold)))).toBe('PaymentUnavailableError');
    expect(nameOf(await office.services.orders.place(cashier, adultSale(hold)))).toBe('Order');
  });

  it('is charged once however often it is asked for, also by two programs at once', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const second = await office.another();
    const kiosk = office.actor('KIOSK');
    const request = cardSale(await holdSeats(office, kiosk, office.cinema.showtime.id, ['C1', 'C2']));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_each, retry) => (retry % 2 ? office : second).services.orders.place(kiosk, request)),
    );
    const ids = outcomes.map((outcome) => ('order' in outcome ? outcome.order.id : outcome.failure.code));
    expect(new Set(ids).size).toBe(1);
    const [outcome] = outcomes;
    if (!outcome || !('order' in outcome)) throw new Error('the order was not accepted');
    await settle(cards, outcome.order);
    expect((await gateway.ledger()).captures).toHaveLength(1);
  });
});

describe('what a crash or a silent gateway leaves', () => {
  it('starts a charge that its program could not start', async () => {
    await using cards = await openCardOffice();
    const { office, pass } = cards;
    const { services } = office;
    const isCut = vi
      .spyOn(PaymentGateway.prototype, 'process')
      .mockRejectedValueOnce(new GatewayUnavailableError('cut'));
    const order = await placeCardOrder(cards, office.actor('KIOSK'), office.cinema.showtime.id, ['A1']);
    expect(isCut).toHaveBeenCalledOnce();
    isCut.mockRestore();
    expect((await intentOf(cards, order)).state).toBe('CREATED');
    pass(10_000);
    await services.reconciliation.settleOpenPayments();
    expect(await settle(cards, order)).toMatchObject({ state: 'PAID' });
  });

  it('hears of a capture whose webhook was lost', async () => {
    await using cards = await openCardOffice();
    const { office, pass } = cards;
    const order = await placeCardOrder(cards, office.actor('KIOSK'), office.cinema.showtime.id, ['A1']);
    await expect.poll(async () => (await intentOf(cards, order)).state).toBe('SUCCEEDED');
    pass(10_000);
    await office.services.reconciliation.settleOpenPayments();
    expect(await found(cards, order)).toMatchObject({ state: 'PAID' });
  });

  /** An order that expired while the gateway was away, and was captured all the same. */
  async function capturedLate(cards: CardOffice): Promise<Awaited<ReturnType<typeof found>>> {
    const { office, gateway, pass } = cards;
    await gateway.setTerminal('late', { behaviour: 'APPROVE', delayMs: 30 });
    const order = await placeCardOrder(cards, office.actor('KIOSK'), office.cinema.showtime.id, ['A1', 'A2'], 'late');
    await gateway.stop();
    pass(61_000);
    expect(await office.services.reconciliation.expireOverdue()).toBe(1);
    expect(await found(cards, order)).toMatchObject({ state: 'EXPIRED', payment: { outcome: 'OPEN' } });
    expect(await shown(cards, 0, 2)).toBe('00');
    await gateway.start();
    await expect.poll(async () => (await intentOf(cards, order)).state).toBe('SUCCEEDED');
    return order;
  }

  it('gives a late payment its seats when they are still free', async () => {
    await using cards = await openCardOffice({ PAYMENT_TIMEOUT_SECONDS: '60' });
    const order = await capturedLate(cards);
    await cards.office.services.reconciliation.settleOpenPayments();
    expect(await found(cards, order)).toMatchObject({ state: 'PAID', tickets: [{ seatId: 'A1' }, { seatId: 'A2' }] });
    expect(await shown(cards, 0, 2)).toBe('33');
    expect(await claimStates(cards, ['A1', 'A2'])).toEqual(['BOOKED', 'BOOKED']);
    expect((await cards.gateway.ledger()).refunds).toEqual([]);
  });

  it.each(['sold', 'held'] as const)('pays a late payment back when one of its seats is %s', async (fate) => {
    await using cards = await openCardOffice({ PAYMENT_TIMEOUT_SECONDS: '60' });
    const { office, gateway, pass } = cards;
    const order = await capturedLate(cards);
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const hold: SeatHold = await holdSeats(office, cashier, office.cinema.showtime.id, ['A2']);
    if (fate === 'sold') expect(nameOf(await office.services.orders.place(cashier, adultSale(hold)))).toBe('Order');
    await office.services.reconciliation.settleOpenPayments();
    await expect
      .poll(async () => {
        pass(10_000);
        await office.services.reconciliation.settleRefunds();
        return (await found(cards, order)).state;
      })
      .toBe('REFUNDED');
    expect(await shown(cards, 0, 2)).toBe(fate === 'sold' ? '03' : '01');
    const { captures, refunds } = await gateway.ledger();
    expect(refunds.map(({ amount, state }) => [amount, state])).toEqual([[captures[0]?.amount, 'SUCCEEDED']]);
    expect(await actionsOf(cards, order.id)).toEqual([
      'order.expired',
      'order.placed',
      'order.refund_requested',
      'order.refunded',
      'payment.captured_late',
      'refund.requested',
      'refund.settled',
    ]);
  });
});
