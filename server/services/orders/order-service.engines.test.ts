import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Composition } from '../../compose.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import type { PlaceOrderInput, PlaceOrderOutcome } from './order-request.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../../testing/sale.ts';

describe('placing an order', () => {
  it('sells the seats of a hold with everything that belongs to a sale, in one step', async () => {
    await using office = await openBoxOffice();
    const { services, repositories, cinema } = office;
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const hold = await holdSeats(office, cashier, cinema.showtime.id, ['D7', 'D8']);
    const outcome = await services.orders.place(cashier, {
      ...adultSale(hold),
      tender: { kind: 'CASH', received: 5_000 },
    });
    if (!('order' in outcome)) throw new Error(outcome.failure.message);
    const { order } = outcome;
    expect(order).toMatchObject({
      state: 'PAID',
      total: { amount: 2_700, currency: 'EUR' },
      payment: { kind: 'CASH', changeDue: { amount: 2_300 } },
      receiptNumber: '1-0001',
      tickets: [
        { seatId: 'D7', serial: 'TC-1-0001' },
        { seatId: 'D8', serial: 'TC-1-0002' },
      ],
    });
    for (const ticket of order.tickets) {
      expect(services.signer.verify(ticket.qr)).toEqual({
        serial: ticket.serial,
        showtimeId: cinema.showtime.id,
        seatId: ticket.seatId,
      });
    }
    const claims = await repositories.claims.claimedAmong(cinema.showtime.id, ['D7', 'D8', 'D9']);
    expect(claims.map(({ seatId, state, orderId }) => [seatId, state, orderId])).toEqual([
      ['D7', 'BOOKED', order.id],
      ['D8', 'BOOKED', order.id],
    ]);
    const { packed } = await services.maps.state(cinema.showtime);
    expect(packed.slice(36, 38)).toBe('33');
    const shift = await services.shifts.current(cashier);
    expect(shift && (await services.shifts.expected(shift))).toEqual({ amount: 12_700, currency: 'EUR' });
    const { nodes } = await services.audit.page({ orderId: order.id }, { after: undefined, first: 10 });
    expect(nodes.map(({ action }) => action).sort()).toEqual([
      'order.paid',
      'order.placed',
      'ticket.issued',
      'ticket.issued',
    ]);
  });

  it('answers 50 parallel retries with one order, and refuses the key for another body', async () => {
    await using office = await openBoxOffice();
    const { services, repositories, cinema } = office;
    const second = await office.another();
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const hold = await holdSeats(office, cashier, cinema.showtime.id, ['A1', 'A2']);
    const request = adultSale(hold);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_each, retry) =>
        (retry % 2 === 0 ? services : second.services).orders.place(cashier, request),
      ),
    );
    expect(
      new Set(outcomes.map((outcome) => ('order' in outcome ? outcome.order.id : outcome.failure.code))).size,
    ).toBe(1);
    expect(outcomes.every((outcome) => 'order' in outcome)).toBe(true);
    expect(await repositories.mongo.collections.orders.countDocuments()).toBe(1);
    expect(await repositories.mongo.collections.cashMovements.countDocuments()).toBe(1);
    const changed = await services.orders.place(cashier, { ...request, tender: { kind: 'CASH', received: 9_999 } });
    expect(nameOf(changed)).toBe('IdempotencyConflictError');
    const anotherKey = await services.orders.place(cashier, { ...request, idempotencyKey: randomUUID() });
    expect(nameOf(anotherKey)).toBe('HoldConflictError');
  });

  /** Twelve programs that know nothing of each other's holds sell the same two seats at the same time. */
  async function sellAtOnce(
    office: TestBoxOffice,
    prepare: (program: Composition) => void,
  ): Promise<readonly PlaceOrderOutcome[]> {
    const sales = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const program = await office.another({ apartInRedis: true });
        prepare(program);
        const cashier = office.actor('CASHIER');
        await openShift(program, cashier);
        return { program, cashier, hold: await holdSeats(program, cashier, office.cinema.showtime.id, ['B1', 'B2']) };
      }),
    );
    return Promise.all(
      sales.map(({ program, cashier, hold }) => program.services.orders.place(cashier, adultSale(hold))),
    );
  }

  it('sells a seat once even when Redis gave it to everybody', async () => {
    await using office = await openBoxOffice();
    const { collections } = office.repositories.mongo;
    const outcomes = await sellAtOnce(office, () => undefined);
    expect(outcomes.map(nameOf).sort()).toEqual([
      'Order',
      ...Array.from({ length: 11 }, () => 'SeatsUnavailableError'),
    ]);
    expect(await collections.orders.countDocuments()).toBe(1);
    expect(await collections.showSeats.countDocuments()).toBe(2);
    expect(await collections.cashMovements.countDocuments()).toBe(1);
  });

  it('would sell it several times without the claims in the database (negative control)', async () => {
    await using office = await openBoxOffice();
    const outcomes = await sellAtOnce(office, ({ repositories }) => {
      Object.assign(repositories.claims, { claimSeats: () => Promise.resolve() });
    });
    expect(outcomes.filter((outcome) => 'order' in outcome).length).toBeGreaterThan(1);
  });

  it('mends the map and ends the hold when the database knows better', async () => {
    await using office = await openBoxOffice();
    const { cinema } = office;
    await sellAtOnce(office, () => undefined);
    const cashier = office.actor('CASHIER');
    await openShift(office, cashier);
    const apart = await office.another({ apartInRedis: true });
    const { packed } = await apart.services.maps.state(cinema.showtime);
    expect(packed.slice(10, 12)).toBe('33');
  });

  it('refuses what cannot be a sale, says why, and leaves the hold as it was', async () => {
    await using office = await openBoxOffice();
    const { services, cinema } = office;
    const cashier = office.actor('CASHIER');
    const hold = await holdSeats(office, cashier, cinema.showtime.id, ['E1', 'E2']);
    const sale = adultSale(hold);
    const [first, second] = sale.lines;
    if (!first || !second) throw new Error('the sale has two lines');
    const place = async (change: Partial<PlaceOrderInput>) =>
      nameOf(await services.orders.place(cashier, { ...sale, idempotencyKey: randomUUID(), ...change }));
    expect(await place({})).toBe('ShiftNotOpenError');
    await openShift(office, cashier);
    expect(await place({ tender: { kind: 'CASH', received: 2_699 } })).toBe('AmountTooLowError');
    expect(await place({ tender: { kind: 'CASH', received: -1 } })).toBe('ValidationError');
    expect(await place({ tender: { kind: 'CASH', received: 9_000_000 } })).toBe('ValidationError');
    expect(await place({ lines: [first] })).toBe('ValidationError');
    expect(await place({ lines: [first, second, { seatId: 'E3', ticketType: 'ADULT' }] })).toBe('ValidationError');
    expect(await place({ lines: [first, first] })).toBe('ValidationError');
    expect(await place({ lines: [first, { ...second, ticketType: 'PIRATE' }] })).toBe('ValidationError');
    expect(await place({ idempotencyKey: '' })).toBe('ValidationError');
    expect(await place({ holdId: 'not a uuid' })).toBe('ValidationError');
    expect(await place({ holdId: randomUUID() })).toBe('HoldExpiredError');
    // No gateway answers in this test.
    expect(await place({ tender: { kind: 'CARD', terminalId: null } })).toBe('PaymentUnavailableError');
    expect(await place({})).toBe('Order');
  });
});
