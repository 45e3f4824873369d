import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import { validTickets, type Order } from '../../domain/order.ts';
import type { Tender } from '../../domain/payment.ts';
import { faultsInBooks } from '../../testing/books.ts';
import { openCardOffice, type CardOffice } from '../../testing/card-office.ts';
import { holdSeats, openShift } from '../../testing/sale.ts';
import { allRefundsSettled, answerOf, decided } from '../../testing/sold-order.ts';

interface Step {
  readonly kind: 'sell' | 'reserve' | 'refund' | 'exchange' | 'void';
  readonly tender: 'CASH' | 'CARD';
  /** Which of the orders so far, and which of its valid tickets, a bit for each. */
  readonly pick: number;
  readonly tickets: number;
  /** The ticket types of new seats. */
  readonly types: readonly ('ADULT' | 'CHILD' | 'SENIOR')[];
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('sell', 'sell', 'reserve', 'refund', 'exchange', 'exchange', 'exchange', 'void'),
  tender: fc.constantFrom('CASH', 'CARD'),
  pick: fc.nat(7),
  tickets: fc.integer({ min: 1, max: 7 }),
  types: fc.array(fc.constantFrom('ADULT', 'CHILD', 'SENIOR'), { minLength: 1, maxLength: 3 }),
});

/** Always among the runs: cash on top of cash, a card on top of that, and some of it back after each. */
const dearerAndDearer: Step[] = [
  { kind: 'sell', tender: 'CASH', pick: 0, tickets: 1, types: ['ADULT', 'ADULT', 'CHILD'] },
  { kind: 'refund', tender: 'CASH', pick: 0, tickets: 1, types: ['ADULT'] },
  { kind: 'exchange', tender: 'CASH', pick: 0, tickets: 1, types: ['ADULT', 'SENIOR'] },
  { kind: 'exchange', tender: 'CARD', pick: 1, tickets: 3, types: ['ADULT', 'ADULT', 'SENIOR'] },
  { kind: 'refund', tender: 'CARD', pick: 2, tickets: 2, types: ['ADULT'] },
  { kind: 'exchange', tender: 'CARD', pick: 2, tickets: 3, types: ['CHILD'] },
];

/** A manager who works at a counter, and the orders that came of it. */
interface Counter {
  readonly cards: CardOffice;
  readonly manager: Actor;
  readonly orders: string[];
  readonly answers: string[];
  nextSeat: number;
}

async function take(counter: Counter, { kind, tender: tenderKind, pick, tickets, types }: Step): Promise<void> {
  const { cards, manager, orders } = counter;
  const { services } = cards.office;
  const tender: Tender = tenderKind === 'CASH' ? { kind: 'CASH', received: 10_000 } : { kind: 'CARD', terminalId: 't' };
  const key = { idempotencyKey: randomUUID() };
  const picked = orders[pick % Math.max(orders.length, 1)];
  const from = picked === undefined ? undefined : await services.orderQueries.find(picked);
  const chosen = from && validTickets(from).filter((_ticket, position) => tickets & (1 << position));
  const request = { ...key, orderId: from?.id ?? '', reason: 'a test', approval: null };
  const ticketIds = chosen?.map(({ id }) => id) ?? [];
  switch (kind) {
    case 'sell':
      return note(
        counter,
        await services.orders.place(manager, { ...key, ...(await hold(counter, types)), tender, contact: null }),
      );
    case 'reserve': {
      const reserved = await services.orders.reserve(manager, {
        ...key,
        ...(await hold(counter, types)),
        contact: null,
      });
      if ('failure' in reserved) throw new Error(reserved.failure.message);
      const payment = { orderId: reserved.order.id, tender, idempotencyKey: randomUUID() };
      return note(counter, await services.reservations.pay(manager, payment));
    }
    case 'refund':
      return note(counter, await services.returns.refund(manager, { ...request, ticketIds }));
    case 'void':
      return note(counter, await services.returns.void(manager, request));
    case 'exchange': {
      const held = await hold(counter, types);
      const outcome = await services.exchanges.exchange(manager, { ...request, ...held, ticketIds, tender });
      if ('failure' in outcome) await services.holds.release(held.holdId);
      return note(counter, outcome);
    }
  }
}

async function hold(counter: Counter, types: Step['types']) {
  const { cards, manager } = counter;
  const seatIds = types.map(() => {
    const seat = counter.nextSeat;
    counter.nextSeat += 1;
    return `${String.fromCharCode(65 + Math.floor(seat / 10))}${(seat % 10) + 1}`;
  });
  const { id: holdId } = await holdSeats(cards.office, manager, cards.office.cinema.showtime.id, seatIds);
  return { holdId, lines: seatIds.map((seatId, position) => ({ seatId, ticketType: types[position] ?? 'ADULT' })) };
}

async function note(
  { cards, orders, answers }: Counter,
  outcome: { readonly order: Order } | { readonly failure: { readonly __typename: string } },
): Promise<void> {
  answers.push(answerOf(outcome));
  if ('failure' in outcome) return;
  await decided(cards, outcome.order);
  if (!orders.includes(outcome.order.id)) orders.push(outcome.order.id);
}

it(
  'accounts for every cent over any run of sales, refunds and exchanges of exchanges',
  { timeout: 300_000 },
  async () => {
    const answers: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await using cards = await openCardOffice({}, 1);
        const manager = cards.office.actor('MANAGER');
        await openShift(cards.office, manager);
        const counter: Counter = { cards, manager, orders: [], answers, nextSeat: 0 };
        for (const each of steps) {
          await take(counter, each);
          expect(await faultsInBooks(cards)).toEqual([]);
        }
        // What is left goes back, until nobody has anything.
        for (const orderId of counter.orders) {
          const rest = { orderId, ticketIds: null, reason: 'all of it', approval: null, idempotencyKey: randomUUID() };
          await cards.office.services.returns.refund(manager, rest);
        }
        await allRefundsSettled(cards);
        expect(await faultsInBooks(cards)).toEqual([]);
        const { captures, refunds } = await cards.gateway.ledger();
        const total = (amounts: readonly { readonly amount: { readonly amount: number } }[]) =>
          amounts.reduce((sum, { amount }) => sum + amount.amount, 0);
        expect(total(refunds)).toBe(total(captures));
        const shift = await cards.office.services.shifts.current(manager);
        expect(shift && (await cards.office.services.shifts.expected(shift)).amount).toBe(10_000);
      }),
      { numRuns: 8, examples: [[dearerAndDearer]] },
    );
    // The runs were about something.
    expect(answers.slice(0, dearerAndDearer.length)).toEqual([
      'PAID',
      'PARTIALLY_REFUNDED',
      'PAID',
      'PENDING_PAYMENT',
      'PARTIALLY_REFUNDED',
      'PAID',
    ]);
  },
);
