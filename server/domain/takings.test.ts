import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId, type OrderId, type SeatId, type TicketId } from '#shared/domain/ids.ts';
import { money, sumMoney, type Money } from '#shared/domain/money.ts';
import { includedTax } from '#shared/domain/pricing.ts';
import type { Fund } from './fund.ts';
import { draw, fundsOf } from './funds.ts';
import type { Exchange, Ticket } from './order.ts';
import type { Payment } from './payment.ts';
import { worthOf, type Refund } from './refund.ts';
import { addTakings, netOf, takingsOf, type ReturnFact, type Sale, type TakingsFacts } from './takings.ts';

const currency = 'EUR';
const euros = (amount: number): Money => money(amount, currency);

type Seller = { readonly prices: readonly number[]; readonly byCard: boolean; readonly reserved: boolean };
type Step =
  | ({ readonly kind: 'sell' } & Seller)
  | { readonly kind: 'giveBack'; readonly order: number; readonly tickets: number; readonly isVoid: boolean }
  | ({ readonly kind: 'exchange'; readonly order: number; readonly tickets: number } & Seller)
  | { readonly kind: 'tooLate'; readonly amount: number }
  | { readonly kind: 'print'; readonly outcome: 'PRINTED' | 'FAILED'; readonly reprints: number };

const seller = {
  prices: fc.array(fc.constantFrom(750, 1_000, 1_099, 1_350, 2_001), { minLength: 1, maxLength: 4 }),
  byCard: fc.boolean(),
  reserved: fc.boolean(),
};
const pick = { order: fc.nat(50), tickets: fc.nat(15) };
const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('sell' as const), ...seller }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('giveBack' as const), ...pick, isVoid: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('exchange' as const), ...pick, ...seller }) },
    fc.record({ kind: fc.constant('tooLate' as const), amount: fc.nat(9_999) }),
    fc.record({
      kind: fc.constant('print' as const),
      outcome: fc.constantFrom('PRINTED' as const, 'FAILED' as const),
      reprints: fc.nat(3),
    }),
  ),
  { maxLength: 40 },
);

/** A box office on paper: sells and takes back by the rules of the domain, and notes down what it does as it does it. */
class Bookkeeper {
  readonly sales: Sale[] = [];
  readonly returns: ReturnFact[] = [];
  readonly prints: { outcome: 'PRINTED' | 'FAILED'; reprints: number }[] = [];
  readonly noted: Record<string, number> = {};

  get facts(): TakingsFacts {
    return { currency, sales: this.sales, returns: this.returns, prints: this.prints };
  }

  run(step: Step): void {
    switch (step.kind) {
      case 'sell':
        return this.#sell(step, null);
      case 'giveBack':
        return void this.#giveBack(step, step.isVoid ? 'VOID' : 'REFUND', 0);
      case 'exchange':
        return this.#exchange(step);
      case 'tooLate':
        this.#note('late', step.amount);
        return void this.returns.push(lateReturn(this.returns.length, step.amount));
      case 'print':
        this.#note(step.outcome, step.outcome === 'FAILED' ? 1 : step.reprints);
        return void this.prints.push(step);
    }
  }

  #sell({ prices, byCard, reserved }: Seller, exchange: Exchange | null): void {
    const id = asId<OrderId>(`order-${this.sales.length}`);
    const tickets = prices.map((price, index) => ticket(`${id}-${index}`, price));
    const total = worthOf(tickets, currency);
    const due = total.amount - (exchange?.credit.amount ?? 0);
    const kind = byCard ? 'CARD' : 'CASH';
    const basisPoints = prices.length % 2 === 0 ? 550 : 2_000;
    this.sales.push({
      id,
      total,
      tax: includedTax(total, basisPoints),
      taxBasisPoints: basisPoints,
      payment: due === 0 && exchange ? { kind: 'CREDIT' } : paymentBy(kind, id),
      exchange,
      tickets,
      receiptNumber: id,
      reservedUntil: reserved ? new Date(0) : null,
    });
    this.#note('sold', total.amount);
    this.#note(kind, due);
    if (reserved) this.#note('reserved', total.amount);
    for (const { ticketType, price } of tickets) this.#note(ticketType, price.amount);
  }

  #exchange(step: Extract<Step, { kind: 'exchange' }>): void {
    const price = step.prices.reduce((sum, each) => sum + each, 0);
    const worth = this.#worthOfPick(step);
    const credit = Math.min(worth, price);
    const given = this.#giveBack(step, 'EXCHANGE', credit);
    if (!given) return;
    const carried = given.filter(({ tender }) => tender === 'CREDIT').map(({ fund }) => fund);
    const exchange = {
      fromOrderId: given[0]?.orderId ?? asId<OrderId>(''),
      ticketIds: [],
      reason: 'moved',
      approvedBy: null,
    };
    this.#sell(step, { ...exchange, worth: euros(worth), credit: euros(credit), carried });
  }

  #worthOfPick({ order, tickets }: { order: number; tickets: number }): number {
    const sale = this.sales[order % Math.max(this.sales.length, 1)];
    return sale ? worthOf(picked(sale, tickets), currency).amount : 0;
  }

  #giveBack(
    { order, tickets }: { order: number; tickets: number },
    kind: 'VOID' | 'REFUND' | 'EXCHANGE',
    credit: number,
  ): readonly Refund[] | undefined {
    const position = order % Math.max(this.sales.length, 1);
    const sale = this.sales[position];
    const returned = sale ? picked(sale, tickets) : [];
    if (!sale || returned.length === 0) return undefined;
    const before = this.returns.map(({ refund }) => refund as Refund).filter(({ orderId }) => orderId === sale.id);
    const worth = worthOf(returned, currency).amount;
    const record = (tender: Refund['tender'], fund: Fund) =>
      ({ orderId: sale.id, kind, tender, fund, ticketIds: returned.map(({ id }) => id) }) as unknown as Refund;
    const funds = fundsOf(sale);
    const credited = draw(funds, before, euros(credit)).map((fund) => record('CREDIT', fund));
    const paid = draw(funds, [...before, ...credited], euros(worth - credit)).map((fund) => record(fund.tender, fund));
    const ids = new Set(returned.map(({ id }) => id));
    const left = sale.tickets.map((each): Ticket => (ids.has(each.id) ? { ...each, state: 'RETURNED' } : each));
    this.sales[position] = { ...sale, tickets: left };
    for (const refund of [...credited, ...paid]) {
      this.returns.push({ refund, taxBasisPoints: sale.taxBasisPoints });
      if (refund.tender !== 'CREDIT') this.#note(refund.tender, -refund.fund.amount.amount);
    }
    this.#note(kind, worth);
    this.#note(`${kind} count`, 1);
    return [...credited, ...paid];
  }

  #note(what: string, amount: number): void {
    this.noted[what] = (this.noted[what] ?? 0) + amount;
  }
}

function ticket(id: string, price: number): Ticket {
  const ticketType = price < 1_000 ? 'CHILD' : price < 1_300 ? 'SENIOR' : 'ADULT';
  const seat = { seatId: asId<SeatId>('A1'), row: 'A', number: 1, seatKind: 'STANDARD', ticketType } as const;
  return { ...seat, id: asId<TicketId>(id), price: euros(price), serial: id, qr: '', printCount: 0, state: 'VALID' };
}

function picked(sale: Sale, bits: number): readonly Ticket[] {
  return sale.tickets.filter(({ state }, index) => state === 'VALID' && ((bits >> index) & 1) === 1);
}

function paymentBy(kind: 'CASH' | 'CARD', id: string): Payment {
  if (kind === 'CASH') return { kind, received: euros(0), changeDue: euros(0) };
  return { kind, intentId: `intent-${id}`, terminalId: null, outcome: 'CAPTURED', card: null, declineReason: null };
}

function lateReturn(index: number, amount: number): ReturnFact {
  const fund = { tender: 'CARD', intentId: `late-${index}`, amount: euros(amount) } as const;
  const orderId = asId<OrderId>(`late-${index}`);
  return { refund: { orderId, kind: 'LATE_PAYMENT', tender: 'CARD', fund, ticketIds: [] }, taxBasisPoints: 550 };
}

function keep(history: readonly Step[]): Bookkeeper {
  const bookkeeper = new Bookkeeper();
  for (const step of history) bookkeeper.run(step);
  return bookkeeper;
}

function sumOf(rows: readonly { readonly amount: Money }[]): number {
  return sumMoney(
    rows.map(({ amount }) => amount),
    currency,
  ).amount;
}

describe('takings', () => {
  it('equal what was noted down, to the cent', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { facts, noted } = keep(history);
        const takings = takingsOf(facts);
        const at = (what: string): number => noted[what] ?? 0;
        const of = (rows: typeof takings.tenders, tender: string) => sumOf(rows.filter((row) => row.tender === tender));
        expect(takings.sales).toEqual({ count: facts.sales.length, amount: euros(at('sold')) });
        for (const tender of ['CASH', 'CARD'])
          expect(of(takings.tenders, tender) - of(takings.returnTenders, tender)).toBe(at(tender));
        for (const { ticketType, amount } of takings.tickets) expect(amount.amount).toBe(at(ticketType));
        expect(takings.voids).toEqual({ count: at('VOID count'), amount: euros(at('VOID')) });
        expect(takings.refunds).toEqual({ count: at('REFUND count'), amount: euros(at('REFUND')) });
        expect(takings.exchanges).toEqual({ count: at('EXCHANGE count'), amount: euros(at('EXCHANGE')) });
        expect(takings.latePayments.amount).toEqual(euros(at('late')));
        expect(takings.reservations.amount).toEqual(euros(at('reserved')));
        expect([takings.reprints, takings.failedPrints]).toEqual([at('PRINTED'), at('FAILED')]);
      }),
    );
  });

  it('agree with themselves: every way to add them up gives the same sum', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const { facts, sales } = keep(history);
        const takings = takingsOf(facts);
        const { tenders, tickets, taxes, returnTenders, voids, refunds, exchanges } = takings;
        const sold = takings.sales.amount.amount;
        expect([sumOf(tenders), sumOf(tickets), sumOf(taxes.map((row) => ({ amount: row.sold })))]).toEqual([
          sold,
          sold,
          sold,
        ]);
        const returned = sumOf([voids, refunds, exchanges]);
        expect([sumOf(returnTenders), sumOf(taxes.map((row) => ({ amount: row.returned })))]).toEqual([
          returned,
          returned,
        ]);
        expect(tenders.find(({ tender }) => tender === 'CREDIT')?.amount).toEqual(
          returnTenders.find(({ tender }) => tender === 'CREDIT')?.amount,
        );
        // What was kept is the worth of the tickets that still admit somebody.
        const valid = sales.flatMap((sale) => sale.tickets).filter(({ state }) => state === 'VALID');
        expect(netOf(takings)).toEqual(worthOf(valid, currency));
      }),
    );
  });

  it('of parts add up to those of the whole', () => {
    fc.assert(
      fc.property(steps, fc.nat(7), (history, salt) => {
        const { facts } = keep(history);
        const isFirst = (text: string): boolean => (text.length + (text.at(-1)?.charCodeAt(0) ?? 0) + salt) % 2 === 0;
        const part = (isWanted: boolean): TakingsFacts => ({
          currency,
          sales: facts.sales.filter(({ id }) => isFirst(id) === isWanted),
          returns: facts.returns.filter(({ refund }) => isFirst(refund.ticketIds[0] ?? refund.orderId) === isWanted),
          prints: facts.prints.filter(({ outcome }) => isFirst(outcome) === isWanted),
        });
        expect(addTakings([takingsOf(part(true)), takingsOf(part(false))], currency)).toEqual(takingsOf(facts));
        expect(addTakings([], currency)).toEqual(takingsOf({ currency, sales: [], returns: [], prints: [] }));
      }),
    );
  });

  it('count a sale whose tickets all went back, and what went back beside it', () => {
    const { facts } = keep([
      { kind: 'sell', prices: [1_350, 1_350], byCard: false, reserved: true },
      { kind: 'giveBack', order: 0, tickets: 3, isVoid: true },
    ]);
    const takings = takingsOf(facts);
    expect(takings.sales).toEqual({ count: 1, amount: euros(2_700) });
    expect(takings.voids).toEqual({ count: 1, amount: euros(2_700) });
    expect(takings.tickets).toEqual([{ ticketType: 'ADULT', count: 2, amount: euros(2_700) }]);
    expect(takings.taxes).toEqual([
      { basisPoints: 550, sold: euros(2_700), soldTax: euros(141), returned: euros(2_700), returnedTax: euros(141) },
    ]);
    expect(netOf(takings)).toEqual(euros(0));
  });
});
