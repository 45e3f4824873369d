import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asId, type StationId } from '#shared/domain/ids.ts';
import type { Composition } from '../../compose.ts';
import type { Actor } from '../../domain/actor.ts';
import type { ZReport } from '../../domain/shift-report.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { adultSale, holdSeats, nameOf, openShift } from '../../testing/sale.ts';
import { closeShift, contradictions } from './testing.ts';

/** Takes away what makes sales, returns and a closing shut each other out. */
function removeGuard({ repositories: { shifts, mongo } }: Composition): void {
  Object.assign(shifts, {
    takeNumbers: async (...[_id]: Parameters<typeof shifts.takeNumbers>) => mongo.collections.shifts.findOne({ _id }),
    countIfOpen: () => Promise.resolve(true),
  });
}

interface Race {
  readonly outcomes: readonly string[];
  readonly report: ZReport;
}

/** Twenty sales, five refunds and five payments out of a shift that two programs close at the same time. */
async function closeAmidSales(office: TestBoxOffice, prepare: (program: Composition) => void): Promise<Race> {
  const { cinema } = office;
  const cashier = office.actor('MANAGER');
  await openShift(office, cashier);
  const seat = (row: number, number: number) => `${String.fromCharCode(65 + row)}${number}`;
  const earlier = await Promise.all(
    Array.from({ length: 5 }, async (_each, row) => {
      const hold = await holdSeats(office, cashier, cinema.showtime.id, [seat(row, 1)]);
      const outcome = await office.services.orders.place(cashier, adultSale(hold));
      if ('failure' in outcome) throw new Error(outcome.failure.message);
      return outcome.order;
    }),
  );
  const holds = await Promise.all(
    Array.from({ length: 20 }, (_each, row) =>
      holdSeats(office, { ...cashier, stationId: asId<StationId>(`counter-${row}`) }, cinema.showtime.id, [
        seat(row, 5),
      ]),
    ),
  );
  const programs = [office, await office.another()] as const;
  for (const program of programs) prepare(program);
  const [first, second] = programs;
  const sales = holds.map((hold, index) =>
    (index % 2 === 0 ? first : second).services.orders.place(cashier, adultSale(hold)),
  );
  const refunds = earlier.map(({ id: orderId }, index) => refund(index % 2 === 0 ? first : second, cashier, orderId));
  const payments = earlier.map((_order, index) => payOut(index % 2 === 0 ? first : second, cashier));
  await Promise.race(sales);
  const report = await closeShift(second, cashier);
  const outcomes = await Promise.all([
    ...sales.map(async (sale) => nameOf(await sale)),
    ...refunds.map(async (each) => nameOf((await each) as Parameters<typeof nameOf>[0])),
    ...payments,
  ]);
  return { outcomes, report };
}

function refund({ services }: Composition, cashier: Actor, orderId: string) {
  const request = {
    orderId,
    ticketIds: null,
    reason: 'The guest is ill',
    approval: null,
    idempotencyKey: randomUUID(),
  };
  return services.returns.refund(cashier, request);
}

async function payOut({ services }: Composition, cashier: Actor): Promise<string> {
  const movement = { kind: 'PAID_OUT', amount: 100, reason: 'Ice', approval: null, idempotencyKey: null } as const;
  const outcome = await services.cashDrawer.recordMovement(cashier, movement);
  return '__typename' in outcome ? outcome.__typename : 'Shift';
}

describe('a shift that is closed while it sells', () => {
  it('has every sale, refund and movement in its report, or refuses it', async () => {
    await using office = await openBoxOffice();
    const { outcomes, report } = await closeAmidSales(office, () => undefined);
    expect(outcomes.filter((outcome) => !['Order', 'Shift', 'ShiftNotOpenError'].includes(outcome))).toEqual([]);
    expect(await contradictions(office, report)).toEqual([]);
    const sold = outcomes.slice(0, 20).filter((outcome) => outcome === 'Order').length;
    expect(report.takings.sales.count).toBe(5 + sold);
    expect(report.takings.refunds.count).toBe(outcomes.slice(20, 25).filter((outcome) => outcome === 'Order').length);
  });

  it('would miss some of them without its guard (negative control)', async () => {
    const found: string[] = [];
    for (let round = 0; round < 5 && found.length === 0; round += 1) {
      await using office = await openBoxOffice();
      const { report } = await closeAmidSales(office, removeGuard);
      found.push(...(await contradictions(office, report)));
    }
    expect(found.join('\n')).toContain('are stored');
  });
});
