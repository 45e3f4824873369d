import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Composition } from '../../compose.ts';
import type { Actor } from '../../domain/actor.ts';
import type { Order } from '../../domain/order.ts';
import { faultsInBooks } from '../../testing/books.ts';
import { found, openCardOffice, type CardOffice } from '../../testing/card-office.ts';
import { holdSeats, openShift } from '../../testing/sale.ts';
import {
  answerOf,
  cashierOf,
  expectSoundBooks,
  historyOf,
  managerApproval,
  orderOf,
  refundsOf,
  sellByCard,
  sellForCash,
} from '../../testing/sold-order.ts';
import type { RefundRequest } from './return-service.ts';

function refundOf(order: Pick<Order, 'id'>, change: Partial<RefundRequest> = {}): RefundRequest {
  const given = { reason: 'the film broke', approval: managerApproval, idempotencyKey: randomUUID() };
  return { orderId: order.id, ticketIds: null, ...given, ...change };
}

function voidOf(order: Pick<Order, 'id'>) {
  const { ticketIds: _ticketIds, ...request } = refundOf(order, { reason: 'typed the wrong seats' });
  return request;
}

async function drawerOf({ office }: CardOffice, cashier: Actor): Promise<number | undefined> {
  const shift = await office.services.shifts.current(cashier);
  return shift && (await office.services.shifts.expected(shift)).amount;
}

describe('a void', () => {
  it('takes a cash sale back out of the drawer that has it, and frees the seats at once', async () => {
    await using cards = await openCardOffice();
    const { services, cinema } = cards.office;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1', 'A2']);
    const order = orderOf(await services.returns.void(cashier, voidOf(sold)));
    expect(order).toMatchObject({ state: 'VOIDED', tickets: [{ state: 'RETURNED' }, { state: 'RETURNED' }] });
    expect(await drawerOf(cards, cashier)).toBe(10_000);
    expect(await refundsOf(cards, sold)).toEqual(['VOID CASH 2700 DONE']);
    expect((await services.maps.state(cinema.showtime)).packed.slice(0, 2)).toBe('00');
    expect(await historyOf(cards, sold)).toEqual([
      'approval.given',
      'order.paid',
      'order.placed',
      'order.voided',
      'refund.settled',
      'ticket.issued',
      'ticket.issued',
    ]);
    const [entry] = await cards.office.repositories.mongo.collections.auditEntries
      .find({ action: 'order.voided' })
      .toArray();
    expect(entry).toMatchObject({ approvedBy: 'A manager', details: { reason: 'typed the wrong seats' } });
    await holdSeats(cards.office, cashier, cinema.showtime.id, ['A1', 'A2']);
    expect(answerOf(await services.returns.void(cashier, voidOf(sold)))).toBe('InvalidTransitionError');
  });

  it('pays a card sale back to its card', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellByCard(cards, cashier, ['A1']);
    expect(answerOf(await office.services.returns.void(cashier, voidOf(sold)))).toBe('VOIDED');
    await expectSoundBooks(cards);
    expect(await refundsOf(cards, sold)).toEqual(['VOID CARD 1350 DONE']);
    expect((await found(cards, sold)).state).toBe('VOIDED');
    expect(await drawerOf(cards, cashier)).toBe(10_000);
  });

  it('stays within the open shift of whoever sold it, but for somebody with the right to void', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { returns } = office.services;
    const [cashier, colleague] = [await cashierOf(cards), await cashierOf(cards)];
    const first = await sellForCash(cards, cashier, ['A1']);
    const second = await sellForCash(cards, cashier, ['A2']);
    expect(answerOf(await returns.void(colleague, voidOf(first)))).toBe('ValidationError');
    expect(answerOf(await returns.void(office.actor('MANAGER'), { ...voidOf(first), approval: null }))).toBe('VOIDED');
    expect(await drawerOf(cards, cashier)).toBe(11_350);
    const { collections } = office.repositories.mongo;
    await collections.shifts.updateOne({ staffId: cashier.staffId }, { $set: { state: 'CLOSED' } });
    expect(answerOf(await returns.void(cashier, voidOf(second)))).toBe('ShiftNotOpenError');
    const kiosk = await sellByCard(cards, office.actor('KIOSK'), ['A3']);
    expect(answerOf(await returns.void(office.actor('MANAGER'), voidOf(kiosk)))).toBe('ShiftNotOpenError');
    await expectSoundBooks(cards);
  });

  it('is refused for a shift that closes at that moment, also when no cash is in it', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellByCard(cards, cashier, ['A1']);
    const { shifts } = office.repositories;
    const { collections } = office.repositories.mongo;
    const find = shifts.find.bind(shifts);
    Object.assign(shifts, {
      find: async (id: Parameters<typeof find>[0]) => {
        const shift = await find(id);
        await collections.shifts.updateOne({ _id: id }, { $set: { state: 'CLOSED' } });
        return shift;
      },
    });
    expect(answerOf(await office.services.returns.void(cashier, voidOf(sold)))).toBe('ShiftNotOpenError');
    expect(await refundsOf(cards, sold)).toEqual([]);
    await expectSoundBooks(cards);
  });
});

describe('a refund', () => {
  it('pays cash back for some tickets, then for the rest', async () => {
    await using cards = await openCardOffice();
    const { returns } = cards.office.services;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1', 'A2', 'A3']);
    const [first] = sold.tickets;
    if (!first) throw new Error('nothing was sold');
    const partly = orderOf(await returns.refund(cashier, refundOf(sold, { ticketIds: [first.id] })));
    expect(partly.state).toBe('PARTIALLY_REFUNDED');
    expect(partly.tickets.map(({ state }) => state)).toEqual(['RETURNED', 'VALID', 'VALID']);
    expect(await drawerOf(cards, cashier)).toBe(12_700);
    await expectSoundBooks(cards);
    expect(answerOf(await returns.refund(cashier, refundOf(sold, { ticketIds: [first.id] })))).toBe('ValidationError');
    const rest = orderOf(await returns.refund(cashier, refundOf(sold)));
    expect(rest.state).toBe('REFUNDED');
    expect(await drawerOf(cards, cashier)).toBe(10_000);
    expect(await refundsOf(cards, sold)).toEqual(['REFUND CASH 1350 DONE', 'REFUND CASH 2700 DONE']);
    expect(answerOf(await returns.refund(cashier, refundOf(sold)))).toBe('InvalidTransitionError');
    await expectSoundBooks(cards);
  });

  it('goes back to the card, and is done once the bank has it', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const { returns } = office.services;
    await gateway.setRefunds({ behaviour: 'APPROVE', delayMs: 200 });
    const sold = await sellByCard(cards, office.actor('KIOSK'), ['A1', 'A2']);
    const manager = office.actor('MANAGER');
    const [first] = sold.tickets;
    const partial = refundOf(sold, { ticketIds: [first?.id ?? ''], approval: null });
    expect(answerOf(await returns.refund(manager, partial))).toBe('PARTIALLY_REFUNDED');
    expect(answerOf(await returns.refund(manager, refundOf(sold, { approval: null })))).toBe('REFUND_PENDING');
    await expectSoundBooks(cards);
    expect((await found(cards, sold)).state).toBe('REFUNDED');
    expect(await refundsOf(cards, sold)).toEqual(['REFUND CARD 1350 DONE', 'REFUND CARD 1350 DONE']);
    expect((await gateway.ledger()).refunds.map(({ amount }) => amount.amount)).toEqual([1_350, 1_350]);
    expect((await historyOf(cards, sold)).filter((action) => action === 'order.refunded')).toHaveLength(1);
  });

  it('ends the order also when its last two refunds reach the card at the same moment', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setRefunds({ behaviour: 'NEVER' });
    const second = await office.another();
    const manager = office.actor('MANAGER');
    for (const row of ['A', 'B', 'C', 'D', 'E']) {
      const sold = await sellByCard(cards, office.actor('KIOSK'), [`${row}1`, `${row}2`]);
      const [first] = sold.tickets;
      await office.services.returns.refund(manager, refundOf(sold, { ticketIds: [first?.id ?? ''] }));
      await office.services.returns.refund(manager, refundOf(sold));
      const intentId = sold.payment.kind === 'CARD' ? (sold.payment.intentId ?? '') : '';
      const sent = await gateway.client.refundsOf(intentId);
      await Promise.all(
        sent.map((refund, position) =>
          (position ? second : office).services.paymentEvents.apply({
            id: randomUUID(),
            type: 'refund.succeeded',
            createdAt: refund.updatedAt,
            refund: { ...refund, state: 'SUCCEEDED' },
          }),
        ),
      );
      expect((await found(cards, sold)).state).toBe('REFUNDED');
    }
  });

  it('is tried again when the gateway is away or the bank refuses', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    const sold = await sellByCard(cards, office.actor('KIOSK'), ['A1']);
    await gateway.stop();
    const outcome = await office.services.returns.refund(office.actor('MANAGER'), refundOf(sold));
    expect(answerOf(outcome)).toBe('REFUND_PENDING');
    await gateway.start();
    await gateway.setRefunds({ behaviour: 'DECLINE', delayMs: 1 });
    cards.pass(10_000);
    await office.services.reconciliation.settleRefunds();
    await gateway.setRefunds({ behaviour: 'APPROVE', delayMs: 1 });
    await expectSoundBooks(cards);
    expect((await found(cards, sold)).state).toBe('REFUNDED');
  });

  it('is possible after the show began, with the right to refund', async () => {
    await using cards = await openCardOffice();
    const { office, pass } = cards;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    pass(3 * 3_600_000);
    expect(answerOf(await office.services.returns.refund(cashier, refundOf(sold, { approval: null })))).toBe(
      'ApprovalRequiredError',
    );
    expect(answerOf(await office.services.returns.refund(cashier, refundOf(sold)))).toBe('REFUNDED');
    await expectSoundBooks(cards);
  });

  it('refuses what can not be one, and changes nothing', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { returns } = office.services;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1']);
    const answer = async (change: Partial<RefundRequest>, actor = cashier) =>
      answerOf(await returns.refund(actor, refundOf(sold, change)));
    expect(await answer({ reason: '  ' })).toBe('ValidationError');
    expect(await answer({ reason: 'x'.repeat(501) })).toBe('ValidationError');
    expect(await answer({ ticketIds: [] })).toBe('ValidationError');
    expect(await answer({ ticketIds: ['none of them'] })).toBe('ValidationError');
    expect(await answer({ idempotencyKey: '' })).toBe('ValidationError');
    expect(await answer({ orderId: 'none' })).toBe('NotFoundError');
    expect(await answer({ approval: null })).toBe('ApprovalRequiredError');
    // A cashier may not approve either.
    expect(await answer({ approval: { ...managerApproval, username: 'cashier' } })).toBe('ApprovalRequiredError');
    expect(await answer({}, office.actor('CASHIER'))).toBe('ShiftNotOpenError');
    for (let wrong = 0; wrong < 4; wrong += 1) {
      expect(await answer({ approval: { ...managerApproval, pin: '9999' } })).toBe('InvalidCredentialsError');
    }
    expect(await answer({ approval: { ...managerApproval, pin: '9999' } })).toMatch(/InvalidCredentials|AccountLocked/);
    expect(await answer({})).toBe('AccountLockedError');
    expect(await found(cards, sold)).toEqual(sold);
    await expectSoundBooks(cards);
  });

  it('sends the guest to where the card was charged when that was not us', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const sold = await sellByCard(cards, office.actor('KIOSK'), ['A1']);
    const { collections } = office.repositories.mongo;
    await collections.orders.updateOne({ _id: sold.id }, { $set: { 'payment.intentId': null } });
    const outcome = await office.services.returns.refund(office.actor('MANAGER'), refundOf(sold));
    expect(outcome).toMatchObject({
      failure: { field: 'orderId', message: expect.stringContaining('where it was') as string },
    });
  });
});

describe('repeating and competing', () => {
  it('answers a retry with the order, whatever PIN comes with it, and refuses the key for another body', async () => {
    await using cards = await openCardOffice();
    const { returns } = cards.office.services;
    const cashier = await cashierOf(cards);
    const sold = await sellForCash(cards, cashier, ['A1', 'A2']);
    const request = refundOf(sold, { ticketIds: [sold.tickets[0]?.id ?? ''] });
    const second = await cards.office.another();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_each, retry) =>
        (retry % 2 ? second.services : cards.office.services).returns.refund(cashier, request),
      ),
    );
    expect(outcomes.map(answerOf)).toEqual(Array.from({ length: 20 }, () => 'PARTIALLY_REFUNDED'));
    expect(answerOf(await returns.refund(cashier, { ...request, approval: null }))).toBe('PARTIALLY_REFUNDED');
    expect(answerOf(await returns.refund(cashier, { ...request, reason: 'another' }))).toBe('IdempotencyConflictError');
    expect(await refundsOf(cards, sold)).toEqual(['REFUND CASH 1350 DONE']);
    await expectSoundBooks(cards);
  });

  /** Twenty refunds of one order at the same time, by two programs. */
  async function refundAtOnce(cards: CardOffice, sold: Order, prepare: (program: Composition) => void) {
    const programs = [await cards.office.another(), await cards.office.another()] as const;
    programs.forEach(prepare);
    const manager = cards.office.actor('MANAGER');
    await openShift(cards.office, manager);
    return Promise.all(
      Array.from({ length: 20 }, (_each, position) =>
        programs[position % 2 ? 1 : 0].services.returns.refund(manager, refundOf(sold, { approval: null })),
      ),
    );
  }

  it.each(['cash', 'card'] as const)('gives %s back once, however many ask for it at the same time', async (tender) => {
    await using cards = await openCardOffice();
    const cashier = await cashierOf(cards);
    const sell = tender === 'cash' ? sellForCash : sellByCard;
    const sold = await sell(cards, cashier, ['A1', 'A2']);
    const answers = (await refundAtOnce(cards, sold, () => undefined)).map(answerOf).toSorted();
    expect(answers.filter((answer) => answer === 'InvalidTransitionError')).toHaveLength(19);
    await expectSoundBooks(cards);
    expect(await refundsOf(cards, sold)).toEqual([`REFUND ${tender.toUpperCase()} 2700 DONE`]);
  });

  it('tells of refunds that compete in the order in which they happened', async () => {
    await using cards = await openCardOffice();
    const { services } = cards.office;
    const seats = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'];
    const sold = await sellForCash(cards, await cashierOf(cards), seats);
    const manager = cards.office.actor('MANAGER');
    await openShift(cards.office, manager);
    const refunds = sold.tickets.map(({ id }) => refundOf(sold, { ticketIds: [id], approval: null }));
    const outcomes = await Promise.all(refunds.map((request) => services.returns.refund(manager, request)));
    expect(outcomes.map(answerOf).toSorted()).toEqual([...Array(5).fill('PARTIALLY_REFUNDED'), 'REFUNDED']);
    const steps = await services.auditHistory.ofOrder(sold.id);
    expect(steps.at(-1)?.to).toBe('REFUNDED');
  });

  it('would give it back several times if a return trusted what was read before (negative control)', async () => {
    await using cards = await openCardOffice();
    const sold = await sellForCash(cards, await cashierOf(cards), ['A1']);
    const outcomes = await refundAtOnce(cards, sold, ({ repositories: { orders, refunds, claims } }) => {
      Object.assign(orders, {
        find: () => Promise.resolve(sold),
        change: (_id: string, _expected: unknown, set: Partial<Order>) => Promise.resolve({ ...sold, ...set }),
      });
      Object.assign(refunds, { ofOrders: () => Promise.resolve([]) });
      Object.assign(claims, { giveBack: () => Promise.resolve() });
    });
    expect(outcomes.filter((outcome) => 'order' in outcome).length).toBeGreaterThan(1);
    expect(await faultsInBooks(cards)).toContainEqual(expect.stringContaining('more back than CASH'));
  });
});
