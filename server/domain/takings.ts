import { subtractMoney, sumMoney, type Money } from '#shared/domain/money.ts';
import { includedTax } from '#shared/domain/pricing.ts';
import { amountDue, type Order } from './order.ts';
import type { Refund, RefundKind } from './refund.ts';

/** How often something happened, and how much money that was. */
export interface Tally {
  readonly count: number;
  readonly amount: Money;
}

/** What pays for an order, and where a refund goes. CREDIT: the worth of tickets that are exchanged. */
export const takingsTenders = ['CASH', 'CARD', 'CREDIT'] as const;
export type TakingsTender = (typeof takingsTenders)[number];

/** How often a tender was used, and for how much. */
export interface TenderTally extends Tally {
  readonly tender: TakingsTender;
}

/** How many tickets of a type were sold, and for how much. */
export interface TicketTally extends Tally {
  readonly ticketType: string;
}

/** What was sold and returned at one rate of tax, and the tax that is contained in it. */
export interface TaxFigure {
  /** 550 is 5.5 %. */
  readonly basisPoints: number;
  readonly sold: Money;
  readonly soldTax: Money;
  readonly returned: Money;
  readonly returnedTax: Money;
}

/** What was sold and given back. Those of parts add up to those of the whole, to the cent. */
export interface Takings {
  /** Orders that were paid, at their full price. */
  readonly sales: Tally;
  /** What paid for them, in the order of `takingsTenders`. */
  readonly tenders: readonly TenderTally[];
  /** By type. */
  readonly tickets: readonly TicketTally[];
  /** By rate. */
  readonly taxes: readonly TaxFigure[];
  /** Sales that had been reserved before. */
  readonly reservations: Tally;
  readonly voids: Tally;
  readonly refunds: Tally;
  readonly exchanges: Tally;
  /** Where the money of voids, refunds and exchanges went, in the order of `takingsTenders`. */
  readonly returnTenders: readonly TenderTally[];
  /** Payments that came too late and were paid back: neither sold nor returned. */
  readonly latePayments: Tally;
  /** Tickets that were printed once more. */
  readonly reprints: number;
  /** Prints that failed. */
  readonly failedPrints: number;
}

/** What takings need to know of a paid order. */
export type Sale = Pick<
  Order,
  'id' | 'total' | 'tax' | 'taxBasisPoints' | 'payment' | 'exchange' | 'tickets' | 'receiptNumber' | 'reservedUntil'
>;

/** Money that went back, with the rate of the tax in it. */
export interface ReturnFact {
  readonly refund: Pick<Refund, 'orderId' | 'kind' | 'tender' | 'fund' | 'ticketIds'>;
  readonly taxBasisPoints: number;
}

/** How a print ended. */
export interface PrintFact {
  readonly outcome: 'PRINTED' | 'FAILED';
  /** How many of its tickets had been printed before. */
  readonly reprints: number;
}

/** Everything that takings are made of. */
export interface TakingsFacts {
  readonly currency: string;
  readonly sales: readonly Sale[];
  readonly returns: readonly ReturnFact[];
  readonly prints: readonly PrintFact[];
}

/** Counts facts. */
export function takingsOf({ currency, sales, returns, prints }: TakingsFacts): Takings {
  const once = (amount: Money): Tally => ({ count: 1, amount });
  const returned = returns.filter(({ refund }) => refund.kind !== 'LATE_PAYMENT');
  const tickets = sales.flatMap((sale) => sale.tickets);
  const reserved = sales.filter(({ reservedUntil }) => reservedUntil !== null);
  const paidBack = returned.map(({ refund: { tender, fund } }) => ({ tender, ...once(fund.amount) }));
  return {
    sales: addTallies(
      sales.map(({ total }) => once(total)),
      currency,
    ),
    tenders: byTender(sales.flatMap(paymentsOf), currency),
    tickets: byType(
      tickets.map(({ ticketType, price }) => ({ ticketType, ...once(price) })),
      currency,
    ),
    taxes: byRate([...sales.map((sale) => soldTax(sale)), ...returned.map((each) => returnedTax(each))], currency),
    reservations: addTallies(
      reserved.map(({ total }) => once(total)),
      currency,
    ),
    voids: countReturns(returns, 'VOID', currency),
    refunds: countReturns(returns, 'REFUND', currency),
    exchanges: countReturns(returns, 'EXCHANGE', currency),
    returnTenders: byTender(paidBack, currency),
    latePayments: countReturns(returns, 'LATE_PAYMENT', currency),
    reprints: sumOf(prints.map(({ outcome, reprints }) => (outcome === 'PRINTED' ? reprints : 0))),
    failedPrints: prints.filter(({ outcome }) => outcome === 'FAILED').length,
  };
}

/** The takings of several parts together; of none, nothing of everything. */
export function addTakings(parts: readonly Takings[], currency: string): Takings {
  const add = (pick: (part: Takings) => Tally): Tally => addTallies(parts.map(pick), currency);
  const all = <Row>(pick: (part: Takings) => readonly Row[]): readonly Row[] => parts.flatMap(pick);
  return {
    sales: add((part) => part.sales),
    tenders: byTender(
      all((part) => part.tenders),
      currency,
    ),
    tickets: byType(
      all((part) => part.tickets),
      currency,
    ),
    taxes: byRate(
      all((part) => part.taxes),
      currency,
    ),
    reservations: add((part) => part.reservations),
    voids: add((part) => part.voids),
    refunds: add((part) => part.refunds),
    exchanges: add((part) => part.exchanges),
    returnTenders: byTender(
      all((part) => part.returnTenders),
      currency,
    ),
    latePayments: add((part) => part.latePayments),
    reprints: sumOf(parts.map(({ reprints }) => reprints)),
    failedPrints: sumOf(parts.map(({ failedPrints }) => failedPrints)),
  };
}

/** What was sold less what went back for it. */
export function netOf({ sales, voids, refunds, exchanges }: Takings): Money {
  const returned = [voids, refunds, exchanges].map(({ amount }) => amount);
  return subtractMoney(sales.amount, sumMoney(returned, sales.amount.currency));
}

function paymentsOf({ total, exchange, payment }: Sale): readonly TenderTally[] {
  const { kind } = payment;
  const money: readonly TenderTally[] =
    kind === 'CASH' || kind === 'CARD' ? [{ tender: kind, count: 1, amount: amountDue({ total, exchange }) }] : [];
  if (!exchange || exchange.credit.amount === 0) return money;
  return [...money, { tender: 'CREDIT', count: 1, amount: exchange.credit }];
}

function soldTax({ total, tax, taxBasisPoints: basisPoints }: Sale): TaxFigure {
  const none: Money = { amount: 0, currency: total.currency };
  return { basisPoints, sold: total, soldTax: tax, returned: none, returnedTax: none };
}

function returnedTax({ refund: { fund }, taxBasisPoints: basisPoints }: ReturnFact): TaxFigure {
  const none: Money = { amount: 0, currency: fund.amount.currency };
  const tax = includedTax(fund.amount, basisPoints);
  return { basisPoints, sold: none, soldTax: none, returned: fund.amount, returnedTax: tax };
}

/** A return to several funds has a record for each of them, and counts once: a ticket goes back once. */
function countReturns(returns: readonly ReturnFact[], kind: RefundKind, currency: string): Tally {
  const refunds = returns.map(({ refund }) => refund).filter((refund) => refund.kind === kind);
  const occasions = new Set(refunds.map(({ orderId, ticketIds }) => `${orderId} ${ticketIds[0] ?? ''}`));
  const amounts = refunds.map(({ fund }) => fund.amount);
  return { count: occasions.size, amount: sumMoney(amounts, currency) };
}

function byTender(rows: readonly TenderTally[], currency: string): readonly TenderTally[] {
  return takingsTenders.map((tender) => ({
    tender,
    ...addTallies(
      rows.filter((row) => row.tender === tender),
      currency,
    ),
  }));
}

function byType(rows: readonly TicketTally[], currency: string): readonly TicketTally[] {
  const types = [...new Set(rows.map(({ ticketType }) => ticketType))].sort();
  return types.map((ticketType) => ({
    ticketType,
    ...addTallies(
      rows.filter((row) => row.ticketType === ticketType),
      currency,
    ),
  }));
}

function byRate(rows: readonly TaxFigure[], currency: string): readonly TaxFigure[] {
  const rates = [...new Set(rows.map(({ basisPoints }) => basisPoints))].sort((a, b) => a - b);
  return rates.map((basisPoints) => {
    const atRate = rows.filter((row) => row.basisPoints === basisPoints);
    const sum = (pick: (row: TaxFigure) => Money): Money => sumMoney(atRate.map(pick), currency);
    return {
      basisPoints,
      sold: sum((row) => row.sold),
      soldTax: sum((row) => row.soldTax),
      returned: sum((row) => row.returned),
      returnedTax: sum((row) => row.returnedTax),
    };
  });
}

function addTallies(tallies: readonly Tally[], currency: string): Tally {
  const amounts = tallies.map(({ amount }) => amount);
  return { count: sumOf(tallies.map(({ count }) => count)), amount: sumMoney(amounts, currency) };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
