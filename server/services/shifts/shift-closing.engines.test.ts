import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import type { Order } from '../../domain/order.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { openCardOffice, placeCardOrder, settle } from '../../testing/card-office.ts';
import { adultSale, holdSeats, openShift } from '../../testing/sale.ts';
import { accountHash } from './account-hash.ts';
import { closeShift, contradictions, euros, expectShift } from './testing.ts';

const own = { shiftId: null, idempotencyKey: null };

async function sell(
  { services, cinema }: Pick<TestBoxOffice, 'services' | 'cinema'>,
  office: TestBoxOffice,
  cashier: Actor,
  seatIds: readonly string[],
): Promise<Order> {
  const hold = await holdSeats(office, cashier, cinema.showtime.id, seatIds);
  const outcome = await services.orders.place(cashier, adultSale(hold));
  if ('failure' in outcome) throw new Error(outcome.failure.message);
  return outcome.order;
}

function refused(outcome: object): { readonly __typename: string } {
  return '__typename' in outcome ? (outcome as { readonly __typename: string }) : { __typename: 'Shift' };
}

describe('closing a shift', () => {
  it('ends it with what was counted, and says what is over or short', async () => {
    await using office = await openBoxOffice();
    const { services } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    await sell(office, office, cashier, ['A1', 'A2']);
    const report = await closeShift(office, cashier, 12_650);
    expect(report).toMatchObject({
      kind: 'Z',
      number: 1,
      cashier: cashier.name,
      drawer: { sales: euros(2_700), expected: euros(12_700), counted: euros(12_650), overShort: euros(-50) },
      receipts: { count: 1, first: '1-0001', last: '1-0001' },
      takings: { sales: { count: 1, amount: euros(2_700) }, tickets: [{ ticketType: 'ADULT', count: 2 }] },
    });
    expect(await contradictions(office, report)).toEqual([]);
    expect(await services.shifts.current(cashier)).toBeUndefined();
    const { nodes } = await services.audit.page(
      { shiftId: report.id, actions: ['shift.closed'] },
      { after: undefined, first: 5 },
    );
    expect(nodes).toMatchObject([{ actor: cashier.name, details: { overShort: euros(-50), hash: report.hash } }]);
    expect((await services.shifts.open(cashier, 0)) as object).toMatchObject({ number: 2, state: 'OPEN' });
  });

  it('again with the same count changes nothing; another count is refused', async () => {
    await using office = await openBoxOffice();
    const { services } = office;
    const cashier = office.actor('CASHIER');
    expectType(refused(await services.shiftClosing.close(cashier, { ...own, counted: 0 })), 'ShiftNotOpenError');
    await openShift(office, cashier);
    const another = await office.another();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_each, index) =>
        (index % 2 === 0 ? office : another).services.shiftClosing.close(cashier, { ...own, counted: 10_000 }),
      ),
    );
    const [first, ...others] = outcomes.map(expectShift);
    for (const other of others) expect(other).toEqual(first);
    expect(await office.repositories.mongo.collections.shiftReports.countDocuments()).toBe(1);
    const close = async (shiftId: string | null, counted: number) =>
      refused(await services.shiftClosing.close(cashier, { ...own, shiftId, counted })).__typename;
    expect(await close(first?.id ?? '', 10_000)).toBe('Shift');
    expect(await close(first?.id ?? '', 9_999)).toBe('ValidationError');
    expect(await close(null, 9_999)).toBe('ShiftNotOpenError');
    expect(await close(null, -1)).toBe('ValidationError');
  });

  it('is known again by its key, so that a late retry never closes the next shift', async () => {
    await using office = await openBoxOffice();
    const { services } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const request = { ...own, counted: 10_000, idempotencyKey: randomUUID() };
    const first = expectShift(await services.shiftClosing.close(cashier, request));
    await openShift(office, cashier);
    expect(await services.shiftClosing.close(cashier, request)).toEqual(first);
    expect(await services.shiftClosing.close(cashier, { ...request, counted: 9_000 })).toMatchObject({
      __typename: 'IdempotencyConflictError',
    });
    expect(await services.shifts.current(cashier)).toMatchObject({ number: 2, state: 'OPEN' });
  });

  it('of somebody else needs the right to close the day', async () => {
    await using office = await openBoxOffice();
    const { services } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const shift = await services.shifts.current(cashier);
    const input = { ...own, shiftId: shift?.id ?? '', counted: 10_000 };
    expectType(refused(await services.shiftClosing.close(office.actor('CASHIER'), input)), 'NotFoundError');
    const manager = office.actor('MANAGER');
    expect(await services.shiftClosing.close(manager, input)).toMatchObject({
      state: 'CLOSED',
      staffName: cashier.name,
      closedBy: manager.name,
    });
  });

  it('waits for card payments of the shift, and has them in its report', async () => {
    await using cards = await openCardOffice();
    const { office, gateway } = cards;
    await gateway.setTerminal('slow', { behaviour: 'APPROVE', delayMs: 50 });
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const order = await placeCardOrder(cards, cashier, office.cinema.showtime.id, ['A1'], 'slow');
    expect(await office.services.shiftClosing.close(cashier, { ...own, counted: 10_000 })).toMatchObject({
      __typename: 'PaymentsPendingError',
      orderIds: [order.id],
    });
    await sell(office, office, cashier, ['A2']);
    await settle(cards, order);
    const report = await closeShift(office, cashier, 11_350);
    expect(report.takings.tenders).toEqual([
      { tender: 'CASH', count: 1, amount: euros(1_350) },
      { tender: 'CARD', count: 1, amount: euros(1_350) },
      { tender: 'CREDIT', count: 0, amount: euros(0) },
    ]);
    expect(report.drawer.overShort).toEqual(euros(0));
    expect(await contradictions(office, report)).toEqual([]);
  });

  it('leaves a card that was quicker than its count out of the report, but not out of the books', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const order = await placeCardOrder(cards, cashier, office.cinema.showtime.id, ['A1']);
    // As when the order is written in the very moment in which the shift is closed.
    Object.assign(office.repositories.takings, { undecidedCards: () => Promise.resolve([]) });
    const report = await closeShift(office, cashier);
    expect(report.takings.sales.count).toBe(0);
    expect(await settle(cards, order)).toMatchObject({ state: 'PAID', shiftId: null });
    expect(await contradictions(office, report)).toEqual([]);
  });

  it('accounts for voids, refunds, exchanges, collected reservations and prints', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const manager = office.actor('MANAGER');
    const asked = { reason: 'The guest is ill', approval: null };
    await openShift(office, manager);
    const [voided, refundedInPart, exchanged] = [
      await sell(office, office, manager, ['A1', 'A2']),
      await sell(office, office, manager, ['B1', 'B2', 'B3']),
      await sell(office, office, manager, ['C1', 'C2']),
    ];
    const ticketIds = refundedInPart.tickets.slice(0, 1).map(({ id }) => id);
    await services.returns.void(manager, { ...asked, orderId: voided.id, idempotencyKey: randomUUID() });
    await services.returns.refund(manager, {
      ...asked,
      orderId: refundedInPart.id,
      ticketIds,
      idempotencyKey: randomUUID(),
    });
    const hold = await holdSeats(office, manager, cinema.showtime.id, ['D1', 'D2', 'D3']);
    const { tender, ...dearer } = adultSale(hold);
    await services.exchanges.exchange(manager, {
      ...asked,
      ...dearer,
      orderId: exchanged.id,
      ticketIds: null,
      tender: { ...tender, kind: 'CASH', received: 1_350 },
    });
    const { tender: _later, ...wish } = adultSale(await holdSeats(office, manager, cinema.showtime.id, ['E1']));
    const reserved = await services.orders.reserve(manager, wish);
    if ('failure' in reserved) throw new Error(reserved.failure.message);
    const payment = { kind: 'CASH', received: 1_350 } as const;
    await services.reservations.pay(manager, {
      orderId: reserved.order.id,
      tender: payment,
      idempotencyKey: randomUUID(),
    });
    const [ticket] = refundedInPart.tickets;
    for (const [jobId, outcome] of [
      ['1', 'PRINTED'],
      ['2', 'PRINTED'],
      ['3', 'FAILED'],
    ] as const) {
      const print = { orderId: refundedInPart.id, ticketIds: [ticket?.id ?? ''], jobId, outcome, detail: null };
      await services.prints.record(manager, print);
    }

    const report = await closeShift(office, manager, 0);
    const none = { count: 0, amount: euros(0) };
    expect(report.takings).toEqual({
      sales: { count: 5, amount: euros(11 * 1_350) },
      tenders: [
        { tender: 'CASH', count: 5, amount: euros(9 * 1_350) },
        { tender: 'CARD', ...none },
        { tender: 'CREDIT', count: 1, amount: euros(2 * 1_350) },
      ],
      tickets: [{ ticketType: 'ADULT', count: 11, amount: euros(11 * 1_350) }],
      taxes: [expect.objectContaining({ basisPoints: 550, sold: euros(11 * 1_350), returned: euros(5 * 1_350) })],
      reservations: { count: 1, amount: euros(1_350) },
      voids: { count: 1, amount: euros(2 * 1_350) },
      refunds: { count: 1, amount: euros(1_350) },
      exchanges: { count: 1, amount: euros(2 * 1_350) },
      returnTenders: [
        { tender: 'CASH', count: 2, amount: euros(3 * 1_350) },
        { tender: 'CARD', ...none },
        { tender: 'CREDIT', count: 1, amount: euros(2 * 1_350) },
      ],
      latePayments: none,
      reprints: 1,
      failedPrints: 1,
    });
    expect(report.drawer).toMatchObject({
      sales: euros(9 * 1_350),
      refunds: euros(3 * 1_350),
      expected: euros(18_100),
    });
    expect(await contradictions(office, report)).toEqual([]);
  });

  it('leaves a report that nobody can change without being found out', async () => {
    await using office = await openBoxOffice();
    const { services, repositories } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const report = await closeShift(office, cashier, 9_000);
    expect(await services.shiftReports.isUnchanged(report)).toBe(true);
    const { shiftReports, auditAnchors } = repositories.mongo.collections;
    expect(await auditAnchors.findOne({ reference: report.id })).toMatchObject({
      source: 'Z_REPORT',
      ...report.auditHead,
    });
    await shiftReports.updateOne({ _id: report.id }, { $set: { 'drawer.counted.amount': 10_000 } });
    const tampered = await services.shiftReports.report(cashier, report.id);
    if (!tampered || !('hash' in tampered)) throw new Error('the report is gone');
    expect(await services.shiftReports.isUnchanged(tampered)).toBe(false);
    // Who also mends the hash beside it still has the history against them.
    const { hash: _hash, ...account } = tampered;
    expect(await services.shiftReports.isUnchanged({ ...account, hash: accountHash(account) })).toBe(false);
  });

  it('is an account that others may not read', async () => {
    await using office = await openBoxOffice();
    const { services } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const { id } = await closeShift(office, cashier);
    expect(await services.shiftReports.report(office.actor('CASHIER'), id)).toBeUndefined();
    expect(await services.shiftReports.report(cashier, id)).toMatchObject({ kind: 'Z' });
    expect(await services.shiftReports.report(office.actor('MANAGER'), id)).toMatchObject({ kind: 'Z' });
  });
});
