import { includedTax } from '#shared/domain/pricing.ts';
import { amountDue, type Order } from '../../domain/order.ts';
import type { Refund, RefundKind } from '../../domain/refund.ts';
import type { ShiftReport } from '../../domain/shift-report.ts';
import type { CashMovement } from '../../domain/shift.ts';
import { grouped, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** Every X and Z report says, to the cent, what a recount of orders, refunds, movements and prints says. */
export function* checkReports(evidence: Evidence): Generator<Violation> {
  const { dump } = evidence;
  const sales = grouped(
    dump.orders.filter(({ paidAt }) => paidAt !== null),
    ({ shiftId }) => shiftId,
  );
  const refunds = grouped(dump.refunds, ({ shiftId }) => shiftId);
  const movements = grouped(dump.movements, ({ shiftId }) => shiftId);
  const prints = grouped(dump.prints, ({ shiftId }) => shiftId);
  const reports = new Map<string, ShiftReport>(dump.reports.map((report) => [report.id, report]));
  for (const { id, number, openingFloat } of dump.shifts) {
    const report = reports.get(id);
    if (!report) {
      yield violation('report wrong', `Shift ${number} has no report.`, { shiftId: id });
      continue;
    }
    const found = {
      ...countSales(sales.get(id) ?? []),
      ...countReturns(refunds.get(id) ?? [], evidence),
      ...countDrawer(openingFloat.amount, movements.get(id) ?? []),
      reprints: sum((prints.get(id) ?? []).map(({ outcome, reprints }) => (outcome === 'PRINTED' ? reprints : 0))),
      failedPrints: (prints.get(id) ?? []).filter(({ outcome }) => outcome === 'FAILED').length,
    };
    yield* compare(report, found);
  }
}

type Figures = Readonly<Record<string, number>>;

function* compare(report: ShiftReport, found: Figures): Generator<Violation> {
  const said = figuresOf(report);
  for (const name of new Set([...Object.keys(said), ...Object.keys(found)])) {
    const [told, counted] = [said[name] ?? 0, found[name] ?? 0];
    const text = `The ${report.kind} report of shift ${report.number} says ${name} ${told}, a recount says ${counted}.`;
    if (told !== counted)
      yield violation(name.startsWith('drawer') ? 'drawer wrong' : 'report wrong', text, { shiftId: report.id });
  }
}

/** What a report says, each figure under a name of its own. */
function figuresOf({ takings, drawer, receipts }: ShiftReport): Figures {
  const named = [
    ['sales', takings.sales],
    ['reservations', takings.reservations],
    ['voids', takings.voids],
    ['refunds', takings.refunds],
    ['exchanges', takings.exchanges],
    ['late payments', takings.latePayments],
    ...takings.tenders.map((each) => [`tender ${each.tender}`, each] as const),
    ...takings.tickets.map((each) => [`tickets ${each.ticketType}`, each] as const),
    ...takings.returnTenders.map((each) => [`returned to ${each.tender}`, each] as const),
  ] as const;
  const taxes = takings.taxes.flatMap(({ basisPoints, sold, soldTax, returned, returnedTax }) => [
    [`sold at ${basisPoints}`, sold.amount],
    [`tax at ${basisPoints}`, soldTax.amount],
    [`returned at ${basisPoints}`, returned.amount],
    [`returned tax at ${basisPoints}`, returnedTax.amount],
  ]);
  return {
    ...Object.fromEntries(named.flatMap(([name, { count, amount }]) => tally(name, count, amount.amount))),
    ...(Object.fromEntries(taxes) as Figures),
    reprints: takings.reprints,
    failedPrints: takings.failedPrints,
    receipts: receipts?.count ?? 0,
    'drawer expected': drawer.expected.amount,
    'drawer sales': drawer.sales.amount,
    'drawer refunds': drawer.refunds.amount,
    'drawer paid in': drawer.paidIn.amount,
    'drawer paid out': drawer.paidOut.amount,
    'drawer openings': drawer.openings,
  };
}

/** Figures that grow. */
class Counts {
  readonly figures: Record<string, number> = {};

  add(name: string, amount: number): void {
    this.figures[name] = (this.figures[name] ?? 0) + amount;
  }

  /** Something happened once, for an amount. */
  tally(name: string, amount: number): void {
    for (const [figure, value] of tally(name, 1, amount)) this.add(figure, value);
  }
}

function tally(name: string, count: number, amount: number): readonly (readonly [string, number])[] {
  return [
    [name, count],
    [`${name} amount`, amount],
  ];
}

function countSales(orders: readonly Order[]): Figures {
  const counts = new Counts();
  counts.add('receipts', orders.length);
  for (const order of orders) {
    const { total, tax, taxBasisPoints, payment, exchange, tickets, reservedUntil } = order;
    counts.tally('sales', total.amount);
    if (payment.kind === 'CASH' || payment.kind === 'CARD')
      counts.tally(`tender ${payment.kind}`, amountDue(order).amount);
    if (exchange && exchange.credit.amount > 0) counts.tally('tender CREDIT', exchange.credit.amount);
    if (reservedUntil !== null) counts.tally('reservations', total.amount);
    for (const { ticketType, price } of tickets) counts.tally(`tickets ${ticketType}`, price.amount);
    counts.add(`sold at ${taxBasisPoints}`, total.amount);
    counts.add(`tax at ${taxBasisPoints}`, tax.amount);
  }
  return counts.figures;
}

const names: Readonly<Record<RefundKind, string>> = {
  VOID: 'voids',
  REFUND: 'refunds',
  EXCHANGE: 'exchanges',
  LATE_PAYMENT: 'late payments',
};

function countReturns(refunds: readonly Refund[], evidence: Evidence): Figures {
  const counts = new Counts();
  const occasions = new Set<string>();
  for (const { kind, orderId, ticketIds, fund, tender } of refunds) {
    const { amount } = fund;
    const occasion = `${kind} ${orderId} ${ticketIds[0] ?? ''}`;
    // A return to several funds has a record for each of them.
    counts.add(names[kind], occasions.has(occasion) ? 0 : 1);
    occasions.add(occasion);
    counts.add(`${names[kind]} amount`, amount.amount);
    if (kind === 'LATE_PAYMENT') continue;
    const rate = evidence.order(orderId)?.taxBasisPoints ?? 0;
    counts.tally(`returned to ${tender}`, amount.amount);
    counts.add(`returned at ${rate}`, amount.amount);
    counts.add(`returned tax at ${rate}`, includedTax(amount, rate).amount);
  }
  return counts.figures;
}

function countDrawer(openingFloat: number, movements: readonly CashMovement[]): Figures {
  const of = (kind: CashMovement['kind']): number =>
    sum(movements.filter((movement) => movement.kind === kind).map(({ amount }) => amount.amount));
  return {
    'drawer expected': openingFloat + of('SALE') + of('REFUND') + of('PAID_IN') + of('PAID_OUT'),
    'drawer sales': of('SALE'),
    'drawer refunds': -of('REFUND'),
    'drawer paid in': of('PAID_IN'),
    'drawer paid out': -of('PAID_OUT'),
    'drawer openings': movements.filter(({ kind }) => kind === 'NO_SALE').length,
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
