import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import type { Order } from '../../domain/order.ts';
import { found, openCardOffice, type CardOffice } from '../../testing/card-office.ts';
import { holdSeats } from '../../testing/sale.ts';
import {
  answerOf,
  cashierOf,
  decided,
  expectSoundBooks,
  historyOf,
  managerApproval,
  orderOf,
  refundsOf,
  sellByCard,
  sellForCash,
} from '../../testing/sold-order.ts';
import type { ExchangeRequest } from './exchange-service.ts';

/** Holds seats of the small auditorium, and asks to give an order for them. */
async function exchangeFor(
  { office }: CardOffice,
  actor: Actor,
  from: Pick<Order, 'id'>,
  seats: Readonly<Record<string, 'ADULT' | 'CHILD'>>,
  change: Partial<ExchangeRequest> = {},
): Promise<ExchangeRequest> {
  const hold = await holdSeats(office, actor, office.cinema.small.id, Object.keys(seats));
  return {
    orderId: from.id,
    ticketIds: null,
    holdId: hold.id,
    lines: Object.entries(seats).map(([seatId, ticketType]) => ({ seatId, ticketType })),
    tender: null,
    reason: 'a later show suits them',
    approval: null,
    idempotencyKey: randomUUID(),
    ...change,
  };
}

const cash = (received: number) => ({ tender: { kind: 'CASH', received } }) as const;
const card = (terminalId = 'terminal-1') => ({ tender: { kind: 'CARD', terminalId } }) as const;

describe('an exchange of equal worth', () => {
  it('moves the guest to another showtime in one step, without any money', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { exchanges, maps } = office.services;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1', 'A2']);
    const request = await exchangeFor(cards, cashier, sold, { A3: 'ADULT', A4: 'ADULT' });
    const order = orderOf(await exchanges.exchange(cashier, request));
    expect(order).toMatchObject({
      state: 'PAID',
      showtimeId: office.cinema.small.id,
      payment: { kind: 'CREDIT' },
      exchange: { fromOrderId: sold.id, credit: { amount: 2_700 }, carried: [{ tender: 'CASH' }], approvedBy: null },
      tickets: [{ seatId: 'A3', state: 'VALID' }, { seatId: 'A4' }],
    });
    expect((await found(cards, sold)).state).toBe('REFUNDED');
    expect(await refundsOf(cards, sold)).toEqual(['EXCHANGE CREDIT 2700 DONE']);
    expect(await historyOf(cards, sold)).toContain('order.exchanged');
    expect((await maps.state(office.cinema.showtime)).packed.slice(0, 2)).toBe('00');
    expect((await maps.state(office.cinema.small)).packed.slice(2, 4)).toBe('33');
    await expectSoundBooks(cards);
  });

  it('takes some tickets and leaves the others, within one showtime', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellByCard(cards, cashier, ['A1', 'A2']);
    const hold = await holdSeats(office, cashier, office.cinema.showtime.id, ['B5']);
    const request: ExchangeRequest = {
      orderId: sold.id,
      ticketIds: [sold.tickets[1]?.id ?? ''],
      holdId: hold.id,
      lines: [{ seatId: 'B5', ticketType: 'ADULT' }],
      tender: null,
      reason: 'sat behind a column',
      approval: null,
      idempotencyKey: randomUUID(),
    };
    const order = orderOf(await office.services.exchanges.exchange(cashier, request));
    expect(order.tickets).toMatchObject([{ seatId: 'B5' }]);
    expect(await found(cards, sold)).toMatchObject({
      state: 'PARTIALLY_REFUNDED',
      tickets: [{ state: 'VALID' }, { state: 'RETURNED' }],
    });
    await expectSoundBooks(cards);
    // The retry finds the new order, and a second exchange of the same ticket finds nothing to give.
    expect(orderOf(await office.services.exchanges.exchange(cashier, request)).id).toBe(order.id);
    const again = { ...request, idempotencyKey: randomUUID() };
    expect(answerOf(await office.services.exchanges.exchange(cashier, again))).toBe('ValidationError');
    await expectSoundBooks(cards);
  });
});

describe('an exchange for more', () => {
  it('takes the difference in cash, and says so when no tender is given', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { exchanges, shifts } = office.services;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' });
    expect(await exchanges.exchange(cashier, request)).toMatchObject({ failure: { field: 'tender' } });
    const tooLittle = { ...request, ...cash(749), idempotencyKey: randomUUID() };
    expect(answerOf(await exchanges.exchange(cashier, tooLittle))).toBe('AmountTooLowError');
    const enough = { ...request, ...cash(1_000), idempotencyKey: randomUUID() };
    const order = orderOf(await exchanges.exchange(cashier, enough));
    expect(order).toMatchObject({ total: { amount: 2_100 }, payment: { kind: 'CASH', changeDue: { amount: 250 } } });
    const shift = await shifts.current(cashier);
    expect(shift && (await shifts.expected(shift)).amount).toBe(12_100);
    await expectSoundBooks(cards);
  });

  it('keeps the old tickets until the card has paid the difference', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellByCard(cards, cashier, ['A1']);
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' }, card());
    await gateway.setTerminal('terminal-1', { behaviour: 'APPROVE', delayMs: 50 });
    const pending = orderOf(await office.services.exchanges.exchange(cashier, request));
    expect(pending.state).toBe('PENDING_PAYMENT');
    expect((await found(cards, sold)).tickets).toMatchObject([{ state: 'VALID' }]);
    const paid = await decided(cards, pending);
    expect(paid).toMatchObject({
      state: 'PAID',
      exchange: { carried: [{ tender: 'CARD', amount: { amount: 1_350 } }] },
    });
    expect((await found(cards, sold)).state).toBe('REFUNDED');
    expect((await gateway.ledger()).captures.map(({ amount }) => amount.amount)).toEqual([1_350, 750]);
    await expectSoundBooks(cards);
  });

  it('leaves everything as it was when the card is declined', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('poor', { behaviour: 'DECLINE', delayMs: 1 });
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' }, card('poor'));
    const failed = await decided(cards, orderOf(await office.services.exchanges.exchange(cashier, request)));
    expect(failed.state).toBe('PAYMENT_FAILED');
    expect((await found(cards, sold)).state).toBe('PAID');
    await expectSoundBooks(cards);
  });

  it('pays the card back when the old tickets were refunded meanwhile', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    await gateway.setTerminal('slow', { behaviour: 'APPROVE', delayMs: 100 });
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' }, card('slow'));
    const pending = orderOf(await office.services.exchanges.exchange(cashier, request));
    const refund = { orderId: sold.id, ticketIds: null, reason: 'changed their mind', idempotencyKey: randomUUID() };
    orderOf(await office.services.returns.refund(cashier, { ...refund, approval: managerApproval }));
    await decided(cards, pending);
    await expectSoundBooks(cards);
    expect(await found(cards, pending)).toMatchObject({ state: 'REFUNDED', tickets: [] });
    expect(await refundsOf(cards, pending)).toEqual(['LATE_PAYMENT CARD 750 DONE']);
    const { captures, refunds } = await gateway.ledger();
    expect([captures.length, refunds.map(({ amount }) => amount.amount)]).toEqual([1, [750]]);
  });

  it('lets one of two pending exchanges of the same tickets through', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellByCard(cards, cashier, ['A1']);
    const { exchanges } = office.services;
    const first = orderOf(
      await exchanges.exchange(cashier, await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' }, card())),
    );
    const second = orderOf(
      await exchanges.exchange(
        cashier,
        await exchangeFor(cards, cashier, sold, { A3: 'ADULT', A4: 'CHILD' }, card('t2')),
      ),
    );
    await Promise.all([decided(cards, first), decided(cards, second)]);
    await expectSoundBooks(cards);
    const states = [(await found(cards, first)).state, (await found(cards, second)).state].toSorted();
    expect(states).toEqual(['PAID', 'REFUNDED']);
  });
});

describe('an exchange for less', () => {
  it.each(['cash', 'card'] as const)('gives the rest back in %s, with the right to refund', async (tender) => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { exchanges } = office.services;
    const cashier = await cashierOf(cards);
    const sell = tender === 'cash' ? sellForCash : sellByCard;
    const sold = await sell(cards, cashier, ['A1', 'A2']);
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' });
    expect(answerOf(await exchanges.exchange(cashier, request))).toBe('ApprovalRequiredError');
    const wrong = { ...request, approval: { ...managerApproval, pin: '0000' } };
    expect(answerOf(await exchanges.exchange(cashier, wrong))).toBe('InvalidCredentialsError');
    const order = orderOf(await exchanges.exchange(cashier, { ...request, approval: managerApproval }));
    expect(order).toMatchObject({ state: 'PAID', payment: { kind: 'CREDIT' }, exchange: { approvedBy: 'A manager' } });
    await expectSoundBooks(cards);
    const state = tender === 'cash' ? 'EXCHANGE CASH 600 DONE' : 'EXCHANGE CARD 600 DONE';
    expect((await refundsOf(cards, sold)).toSorted()).toEqual([state, 'EXCHANGE CREDIT 2100 DONE'].toSorted());
    expect((await found(cards, sold)).state).toBe('REFUNDED');
    expect(await historyOf(cards, sold)).toContain('approval.given');
  });

  it('needs an open drawer when the rest is cash', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const sold = await sellForCash(cards, await cashierOf(cards), ['A1', 'A2']);
    const manager = office.actor('MANAGER');
    const request = await exchangeFor(cards, manager, sold, { A1: 'CHILD' });
    expect(answerOf(await office.services.exchanges.exchange(manager, request))).toBe('ShiftNotOpenError');
    await office.services.shifts.open(manager, 10_000);
    const again = { ...request, idempotencyKey: randomUUID() };
    expect(answerOf(await office.services.exchanges.exchange(manager, again))).toBe('PAID');
    await expectSoundBooks(cards);
  });
});

describe('any exchange', () => {
  it('needs the right to refund once the old show has begun', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    const { collections } = office.repositories.mongo;
    await collections.orders.updateOne({ _id: sold.id }, { $set: { showtimeId: office.cinema.begun.id } });
    await collections.showSeats.updateOne({ orderId: sold.id }, { $set: { showtimeId: office.cinema.begun.id } });
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT' });
    expect(answerOf(await office.services.exchanges.exchange(cashier, request))).toBe('ApprovalRequiredError');
  });

  it('refuses what can not be one, and leaves the hold to try again', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    const request = await exchangeFor(cards, cashier, sold, { A1: 'ADULT' });
    const answer = async (change: Partial<ExchangeRequest>) =>
      answerOf(
        await office.services.exchanges.exchange(cashier, { ...request, idempotencyKey: randomUUID(), ...change }),
      );
    expect(await answer({ reason: '' })).toBe('ValidationError');
    expect(await answer({ holdId: 'no uuid' })).toBe('ValidationError');
    expect(await answer({ ticketIds: ['another'] })).toBe('ValidationError');
    expect(await answer({ orderId: 'none' })).toBe('NotFoundError');
    expect(await answer({ holdId: randomUUID() })).toBe('HoldExpiredError');
    expect(await answer({ lines: [] })).toBe('ValidationError');
    expect(await answer({})).toBe('PAID');
    expect(await answer({})).toBe('InvalidTransitionError');
    await expectSoundBooks(cards);
  });

  it('has one effect for one key, also by two programs at once', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const second = await office.another();
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1', 'A2']);
    const request = await exchangeFor(cards, cashier, sold, { A1: 'CHILD' }, { approval: managerApproval });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_each, retry) =>
        (retry % 2 ? second : office).services.exchanges.exchange(cashier, request),
      ),
    );
    expect(outcomes.map(answerOf)).toEqual(Array.from({ length: 10 }, () => 'PAID'));
    expect(new Set(outcomes.map((outcome) => orderOf(outcome).id)).size).toBe(1);
    await expectSoundBooks(cards);
  });

  it('lets one of several exchanges of the same tickets through', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const second = await office.another();
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    const requests: ExchangeRequest[] = [];
    for (const seatId of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']) {
      requests.push(await exchangeFor(cards, cashier, sold, { [seatId]: 'ADULT' }));
    }
    const outcomes = await Promise.all(
      requests.map((request, position) =>
        (position % 2 ? second : office).services.exchanges.exchange(cashier, request),
      ),
    );
    expect(outcomes.filter((outcome) => 'order' in outcome)).toHaveLength(1);
    for (const request of requests) await office.services.holds.release(request.holdId);
    await expectSoundBooks(cards);
  });
});

describe('an exchange of an exchange', () => {
  it('still pays back to what paid first', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { exchanges, returns } = office.services;
    const cashier = await cashierOf(cards);
    const sold = await sellByCard(cards, cashier, ['A1']);
    const dearer = await exchangeFor(cards, cashier, sold, { A1: 'ADULT', A2: 'CHILD' }, cash(750));
    const first = orderOf(await exchanges.exchange(cashier, dearer));
    const more = await exchangeFor(cards, cashier, first, { A3: 'ADULT', A4: 'ADULT', A5: 'CHILD' }, cash(1_350));
    const second = orderOf(await exchanges.exchange(cashier, more));
    await expectSoundBooks(cards);
    const request = { orderId: second.id, ticketIds: null, reason: 'ill', idempotencyKey: randomUUID() };
    orderOf(await returns.refund(cashier, { ...request, approval: managerApproval }));
    await expectSoundBooks(cards);
    expect((await refundsOf(cards, second)).toSorted()).toEqual(['REFUND CARD 1350 DONE', 'REFUND CASH 2100 DONE']);
    expect((await found(cards, second)).state).toBe('REFUNDED');
  });
});
