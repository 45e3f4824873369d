import { money, type Money } from '#shared/domain/money.ts';
import type { Actor } from '../../domain/actor.ts';
import type { ZReport } from '../../domain/shift-report.ts';
import type { Shift } from '../../domain/shift.ts';
import type { TestBoxOffice } from '../../testing/box-office.ts';

export const euros = (amount: number): Money => money(amount, 'EUR');

/** The shift among an outcome's possibilities; fails the test with what it is instead. */
export function expectShift(outcome: Shift | { readonly __typename: string; readonly message: string }): Shift {
  if ('__typename' in outcome) throw new Error(`${outcome.__typename}: ${outcome.message}`);
  return outcome;
}

/** Closes the actor's own shift and gives its Z report. */
export async function closeShift(
  { services }: Pick<TestBoxOffice, 'services'>,
  actor: Actor,
  counted = 10_000,
): Promise<ZReport> {
  const closed = expectShift(
    await services.shiftClosing.close(actor, { shiftId: null, counted, idempotencyKey: null }),
  );
  const report = await services.shiftReports.zReport(closed);
  if (!report) throw new Error('a closed shift has no report');
  return report;
}

/** What contradicts a Z report in what is stored now: nothing, or a line for each contradiction. */
export async function contradictions(
  { repositories }: Pick<TestBoxOffice, 'repositories'>,
  { id: shiftId, drawer, receipts, takings }: ZReport,
): Promise<readonly string[]> {
  const { orders, refunds, cashMovements } = repositories.mongo.collections;
  const paid = await orders.find({ shiftId, paidAt: { $ne: null } }).toArray();
  const returned = await refunds.find({ shiftId }).toArray();
  const movements = await cashMovements.find({ shiftId }).toArray();
  const sum = (amounts: readonly Money[]): number => amounts.reduce((total, { amount }) => total + amount, 0);
  const cashSales = paid.filter(({ payment }) => payment.kind === 'CASH');
  const facts: readonly (readonly [string, number, number])[] = [
    ['orders', paid.length, takings.sales.count],
    ['sold', sum(paid.map(({ total }) => total)), takings.sales.amount.amount],
    ['receipts', new Set(paid.map(({ receiptNumber }) => receiptNumber)).size, receipts?.count ?? 0],
    [
      'returned',
      sum(returned.map(({ fund }) => fund.amount)),
      sum([takings.voids, takings.refunds, takings.exchanges].map(({ amount }) => amount)),
    ],
    ['in the drawer', drawer.openingFloat.amount + sum(movements.map(({ amount }) => amount)), drawer.expected.amount],
    [
      'cash sales',
      sum(cashSales.map(({ total, exchange }) => euros(total.amount - (exchange?.credit.amount ?? 0)))),
      drawer.sales.amount,
    ],
  ];
  return facts
    .filter(([, stored, reported]) => stored !== reported)
    .map(([what, stored, reported]) => `${what}: ${stored} are stored, ${reported} are in the report`);
}
