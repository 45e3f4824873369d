import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import type { Order } from '../../domain/order.ts';
import { GatewayUnavailableError, PaymentGateway } from '../../payments/gateway-client.ts';
import { found, openCardOffice, type CardOffice } from '../../testing/card-office.ts';
import { adultSale, holdSeats } from '../../testing/sale.ts';
import {
  answerOf,
  cashierOf,
  decided,
  expectSoundBooks,
  historyOf,
  orderOf,
  refundsOf,
  reserve,
} from '../../testing/sold-order.ts';
import type { PayRequest } from './reservation-service.ts';

function payOf(order: Pick<Order, 'id'>, tender: PayRequest['tender']): PayRequest {
  return { orderId: order.id, tender, idempotencyKey: randomUUID() };
}

const cash = (received: number): PayRequest['tender'] => ({ kind: 'CASH', received });
const card = (terminalId = 'terminal-1'): PayRequest['tender'] => ({ kind: 'CARD', terminalId });

/** Begins to take a card for a reservation that somebody has made. */
async function startCard(cards: CardOffice, actor: Actor, order: Order, terminalId: string): Promise<Order> {
  return orderOf(await cards.office.services.reservations.pay(actor, payOf(order, card(terminalId))));
}

describe('a reservation', () => {
  it('is collected for cash, and then is a sale like any other', async () => {
    await using cards = await openCardOffice();
    const { services } = cards.office;
    const reserved = await reserve(cards, cards.office.actor('CASHIER'), ['A1', 'A2']);
    expect(reserved).toMatchObject({ state: 'PENDING_PAYMENT', payment: { kind: 'UNPAID' } });
    expect(reserved.reservedUntil).toEqual(reserved.paymentDueAt);
    const cashier = await cashierOf(cards);
    expect(answerOf(await services.reservations.pay(cashier, payOf(reserved, cash(2_699))))).toBe('AmountTooLowError');
    const paid = orderOf(await services.reservations.pay(cashier, payOf(reserved, cash(5_000))));
    expect(paid).toMatchObject({
      state: 'PAID',
      code: reserved.code,
      receiptNumber: '1-0001',
      payment: { kind: 'CASH', changeDue: { amount: 2_300 } },
      tickets: [{ seatId: 'A1', state: 'VALID' }, { seatId: 'A2' }],
      paymentDueAt: null,
    });
    const shift = await services.shifts.current(cashier);
    expect(shift && (await services.shifts.expected(shift)).amount).toBe(12_700);
    expect(paid.shiftId).toBe(shift?.id);
    expect(await historyOf(cards, reserved)).toEqual(['order.paid', 'order.placed', 'ticket.issued', 'ticket.issued']);
    expect(answerOf(await services.reservations.pay(cashier, payOf(reserved, cash(2_700))))).toBe(
      'InvalidTransitionError',
    );
    await expectSoundBooks(cards);
  });

  it('is collected by card, also at a kiosk', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const reserved = await reserve(cards, office.actor('CASHIER'), ['A1']);
    const kiosk = office.actor('KIOSK');
    expect(answerOf(await office.services.reservations.pay(kiosk, payOf(reserved, cash(1_350))))).toBe(
      'ValidationError',
    );
    const started = await startCard(cards, kiosk, reserved, 'terminal-1');
    expect(started).toMatchObject({ state: 'PENDING_PAYMENT', payment: { kind: 'CARD', outcome: 'OPEN' } });
    expect(await decided(cards, started)).toMatchObject({ state: 'PAID', tickets: [{ seatId: 'A1' }] });
    expect((await gateway.ledger()).captures.map(({ amount }) => amount.amount)).toEqual([1_350]);
    expect(await historyOf(cards, reserved)).toEqual([
      'order.paid',
      'order.placed',
      'payment.captured',
      'payment.started',
      'ticket.issued',
    ]);
    await expectSoundBooks(cards);
  });

  it('stays when a card is declined, with the reason, and is paid in another way', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 1 });
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    for (const terminal of ['poor', 'poor']) {
      const started = await startCard(cards, cashier, await found(cards, reserved), terminal);
      expect(started.paymentDueAt?.getTime()).toBeLessThan(reserved.reservedUntil?.getTime() ?? 0);
      const declined = await decided(cards, started);
      expect(declined).toMatchObject({ state: 'PENDING_PAYMENT', payment: { kind: 'UNPAID' } });
      expect(declined.payment).toHaveProperty('declineReason', expect.stringMatching(/^[A-Z_]+$/));
      expect(declined.paymentDueAt).toEqual(reserved.reservedUntil);
      await expectSoundBooks(cards);
    }
    const [claim] = await office.repositories.claims.claimedAmong(office.cinema.showtime.id, ['A1']);
    expect(claim?.lockedUntil).toEqual(reserved.reservedUntil);
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))))).toBe('PAID');
    expect((await gateway.ledger()).captures).toEqual([]);
    expect((await historyOf(cards, reserved)).filter((action) => action === 'payment.declined')).toHaveLength(2);
    await expectSoundBooks(cards);
  });

  it('stays when nobody shows a card in time, but only once the gateway has confirmed it', async () => {
    await using cards = await openCardOffice({ PAYMENT_TIMEOUT_SECONDS: '60' });
    const { office, gateway, pass } = cards;
    await gateway.setTerminal('nobody', { behaviour: 'NEVER' });
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    await startCard(cards, cashier, reserved, 'nobody');
    pass(61_000);
    await gateway.stop();
    await office.services.reconciliation.expireOverdue();
    expect(await found(cards, reserved)).toMatchObject({ state: 'PENDING_PAYMENT', payment: { outcome: 'OPEN' } });
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))))).toBe(
      'InvalidTransitionError',
    );
    await gateway.start();
    await office.services.reconciliation.expireOverdue();
    expect(await found(cards, reserved)).toMatchObject({ state: 'PENDING_PAYMENT', payment: { kind: 'UNPAID' } });
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))))).toBe('PAID');
    await expectSoundBooks(cards);
  });

  it('is over at its time: its seats are free, and it is not collected any more', async () => {
    await using cards = await openCardOffice();
    const { office, pass } = cards;
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    pass(90 * 60_000);
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))))).toBe(
      'InvalidTransitionError',
    );
    expect(await office.services.reconciliation.expireOverdue()).toBe(1);
    expect((await found(cards, reserved)).state).toBe('EXPIRED');
    await holdSeats(office, cashier, office.cinema.showtime.id, ['A1']);
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))))).toBe(
      'InvalidTransitionError',
    );
  });

  it('ends with its card when the card is declined after its time', async () => {
    await using cards = await openCardOffice();
    const { office, gateway, pass } = cards;
    await gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 1 });
    const cashier = await cashierOf(cards);
    const started = await startCard(cards, cashier, await reserve(cards, cashier, ['A1']), 'poor');
    pass(2 * 3_600_000);
    expect(await decided(cards, started)).toMatchObject({ state: 'PAYMENT_FAILED', payment: { outcome: 'DECLINED' } });
    expect(await office.repositories.claims.claimedAmong(office.cinema.showtime.id, ['A1'])).toEqual([]);
    await expectSoundBooks(cards);
  });

  it('is given up while a card is under way, once the gateway has confirmed it', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('nobody', { behaviour: 'NEVER' });
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    await startCard(cards, cashier, reserved, 'nobody');
    await gateway.stop();
    expect(answerOf(await office.services.pendingOrders.cancel(cashier, reserved.id))).toBe('PaymentUnavailableError');
    await gateway.start();
    expect(answerOf(await office.services.pendingOrders.cancel(office.actor('KIOSK'), reserved.id))).toBe(
      'NotFoundError',
    );
    expect(answerOf(await office.services.pendingOrders.cancel(cashier, reserved.id))).toBe('CANCELLED');
    expect((await gateway.client.intentsFor(reserved.id)).map(({ state }) => state)).toEqual(['CANCELLED']);
    await expectSoundBooks(cards);
  });
});

describe('a card that pays after the reservation is over', () => {
  /** The gateway was away when the reservation ended, and had captured the card. */
  async function capturedLate(cards: CardOffice, cashier: Actor): Promise<Order> {
    const { office, gateway, pass } = cards;
    await gateway.setTerminal('late', { behaviour: 'APPROVE', delayMs: 30 });
    const started = await startCard(cards, cashier, await reserve(cards, cashier, ['A1']), 'late');
    await gateway.stop();
    pass(91 * 60_000);
    await office.services.reconciliation.expireOverdue();
    expect(await found(cards, started)).toMatchObject({ state: 'EXPIRED', payment: { outcome: 'OPEN' } });
    await gateway.start();
    return started;
  }

  it('gets the seats when they are still free', async () => {
    await using cards = await openCardOffice();
    const order = await capturedLate(cards, await cashierOf(cards));
    expect(await decided(cards, order)).toMatchObject({ state: 'PAID', tickets: [{ seatId: 'A1' }] });
    await expectSoundBooks(cards);
  });

  it('gets all of the money back when they are not', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const cashier = await cashierOf(cards);
    const order = await capturedLate(cards, cashier);
    const hold = await holdSeats(office, cashier, office.cinema.showtime.id, ['A1']);
    expect(answerOf(await office.services.orders.place(cashier, adultSale(hold)))).toBe('PAID');
    await decided(cards, order);
    await expectSoundBooks(cards);
    expect((await found(cards, order)).state).toBe('REFUNDED');
    expect(await refundsOf(cards, order)).toEqual(['LATE_PAYMENT CARD 1350 DONE']);
    expect((await gateway.ledger()).refunds).toHaveLength(1);
  });
});

describe('collecting at the same time', () => {
  it('has one effect for one key, and one of several keys', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const second = await office.another();
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    const request = payOf(reserved, cash(1_350));
    const requests = Array.from({ length: 10 }, (_each, position) =>
      position < 5 ? request : { ...request, idempotencyKey: randomUUID() },
    );
    const outcomes = await Promise.all(
      requests.map((each, position) => (position % 2 ? second : office).services.reservations.pay(cashier, each)),
    );
    const answers = outcomes.map(answerOf);
    const paid = answers.filter((answer) => answer === 'PAID').length;
    // Either the five with the same key were first, or one of the others.
    expect([1, 5]).toContain(paid);
    await expectSoundBooks(cards);
    expect(await office.repositories.mongo.collections.cashMovements.countDocuments()).toBe(1);
  });

  it('takes cash or a card, never both', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const second = await office.another();
    const cashier = await cashierOf(cards);
    for (const seatId of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']) {
      const reserved = await reserve(cards, cashier, [seatId]);
      const outcomes = await Promise.all([
        office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))),
        second.services.reservations.pay(cashier, payOf(reserved, card())),
        second.services.reservations.pay(cashier, payOf(reserved, card('terminal-2'))),
      ]);
      expect(outcomes.filter((outcome) => 'order' in outcome)).toHaveLength(1);
      const [intents] = [await cards.gateway.client.intentsFor(reserved.id)];
      // What was announced for the losers is never charged.
      expect(intents.filter(({ state }) => state !== 'CREATED').length).toBeLessThanOrEqual(1);
      await vi.waitFor(async () => {
        const { payment } = await found(cards, reserved);
        const intentId = payment.kind === 'CARD' ? payment.intentId : null;
        const intent = intentId && (await cards.gateway.client.findIntent(intentId));
        if (intent) {
          const type = 'intent.succeeded';
          expect(intent.state).toBe('SUCCEEDED');
          await office.services.paymentEvents.apply({ id: randomUUID(), type, createdAt: intent.updatedAt, intent });
        }
        expect((await found(cards, reserved)).state).toBe('PAID');
      });
    }
    await expectSoundBooks(cards);
  });

  it('ignores what the gateway says late of a card that was tried before', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 1 });
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    const first = await startCard(cards, cashier, reserved, 'poor');
    // The order as a slow worker has read it while the first card was under way.
    const { orders } = office.repositories;
    const find = orders.find.bind(orders);
    const slow = await office.another();
    Object.assign(slow.repositories.orders, { find: () => Promise.resolve(first) });
    await decided(cards, first);
    const second = await startCard(cards, cashier, reserved, 'terminal-1');
    const [declined] = await gateway.client.intentsFor(reserved.id);
    if (!declined) throw new Error('the gateway has no intent');
    await slow.services.paymentEvents.apply({
      id: randomUUID(),
      type: 'intent.declined',
      createdAt: declined.updatedAt,
      intent: declined,
    });
    expect(await find(reserved.id)).toMatchObject({ state: 'PENDING_PAYMENT', payment: second.payment });
    expect(await decided(cards, second)).toMatchObject({ state: 'PAID' });
    await expectSoundBooks(cards);
  });

  it('starts a charge later that its program could not start', async () => {
    await using cards = await openCardOffice();
    const { office, pass } = cards;
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    const cut = vi.spyOn(PaymentGateway.prototype, 'process').mockRejectedValueOnce(new GatewayUnavailableError('cut'));
    await startCard(cards, cashier, reserved, 'terminal-1');
    cut.mockRestore();
    pass(10_000);
    await office.services.reconciliation.settleOpenPayments();
    expect((await decided(cards, reserved)).state).toBe('PAID');
    await expectSoundBooks(cards);
  });

  it('lets guests pay their own reservations only, and charges no card while the gateway is away', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const cashier = await cashierOf(cards);
    const reserved = await reserve(cards, cashier, ['A1']);
    const guest = office.actor('CUSTOMER');
    expect(answerOf(await office.services.reservations.pay(guest, payOf(reserved, card())))).toBe('NotFoundError');
    await gateway.stop();
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, card())))).toBe(
      'PaymentUnavailableError',
    );
    expect(answerOf(await office.services.reservations.pay(cashier, payOf(reserved, cash(1_350))))).toBe('PAID');
  });
});
