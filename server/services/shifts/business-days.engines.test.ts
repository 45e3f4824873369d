import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { Composition } from '../../compose.ts';
import type { Actor } from '../../domain/actor.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { openCardOffice, placeCardOrder, settle, type CardOffice } from '../../testing/card-office.ts';
import { adultSale, holdSeats, openShift } from '../../testing/sale.ts';
import type { Showtime } from '../../domain/showtime.ts';
import { businessDateOf, businessDay } from '../business-day.ts';
import type { BusinessDayView } from './business-days.ts';
import { closeShift, euros } from './testing.ts';

const timeZone = 'Europe/Paris';

/** Far from where one day ends and the next begins. */
const midday = new Date('2026-11-23T11:00:00Z');

/** Moves the clock to a midday, and gives a showtime that begins in the evening. */
async function untilMidday({ office, pass }: CardOffice): Promise<Showtime> {
  const { clock } = office.services;
  const today = businessDay(businessDateOf(clock(), timeZone), timeZone);
  pass((today?.before.getTime() ?? 0) + 7 * 3_600_000 - clock().getTime());
  const startsAt = new Date(clock().getTime() + 7_200_000);
  const showtime = { ...office.cinema.showtime, id: asId<ShowtimeId>('evening'), startsAt, endsAt: startsAt };
  await office.repositories.catalog.putShowtime(showtime);
  return showtime;
}

async function closeDay(office: TestBoxOffice, actor: Actor, at = office.services.clock()) {
  const { cinemaId } = office.cinema.showtime;
  return office.services.businessDays.close(actor, { cinemaId, date: businessDateOf(at, timeZone) });
}

function expectDay(outcome: Awaited<ReturnType<typeof closeDay>>): BusinessDayView {
  if ('__typename' in outcome) throw new Error(`${outcome.__typename}: ${outcome.message}`);
  return outcome;
}

async function sellForCash(
  office: TestBoxOffice,
  cashier: Actor,
  showtime: Showtime,
  seatIds: readonly string[],
): Promise<void> {
  const hold = await holdSeats(office, cashier, showtime.id, seatIds);
  const outcome = await office.services.orders.place(cashier, adultSale(hold));
  if ('failure' in outcome) throw new Error(outcome.failure.message);
}

describe('a business day', () => {
  it('is the sum of its shifts and of what was sold without one, and never changes', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const { services } = office;
    const showtime = await untilMidday(cards);
    const [mia, noah, manager] = [office.actor('CASHIER'), office.actor('CASHIER'), office.actor('MANAGER')];
    for (const [cashier, seats] of [
      [mia, ['A1', 'A2']],
      [noah, ['B1']],
    ] as const) {
      await openShift(office, cashier);
      await sellForCash(office, cashier, showtime, seats);
    }
    const atKiosk = await settle(cards, await placeCardOrder(cards, office.actor('KIOSK'), showtime.id, ['C1']));
    const request = { orderId: atKiosk.id, ticketIds: null, reason: 'A fire alarm', approval: null };
    await services.returns.refund(manager, { ...request, idempotencyKey: randomUUID() });
    await closeShift(office, mia, 12_700);
    await closeShift(office, noah, 11_300);
    cards.pass(60_000);

    const day = expectDay(await closeDay(office, manager));
    expect(day.shiftCount).toBe(2);
    expect(day.closing).toMatchObject({
      closedBy: manager.name,
      takings: { sales: { count: 3, amount: euros(4 * 1_350) }, refunds: { count: 1, amount: euros(1_350) } },
      outside: { sales: { count: 1, amount: euros(1_350) }, refunds: { count: 1, amount: euros(1_350) } },
      overShort: euros(-50),
    });
    expect(await services.businessDays.isUnchanged(day)).toBe(true);
    // Closed is closed: once more gives the same account, whatever was sold since.
    await settle(cards, await placeCardOrder(cards, office.actor('KIOSK'), showtime.id, ['D1']));
    cards.pass(60_000);
    expect(expectDay(await closeDay(office, office.actor('MANAGER')))).toEqual(day);
    await office.repositories.mongo.collections.businessDays.updateOne(
      { _id: day.id },
      { $set: { 'closing.overShort.amount': 0 } },
    );
    const tampered = await services.businessDays.find(day.cinemaId, day.date);
    expect(tampered && (await services.businessDays.isUnchanged(tampered))).toBe(false);
  });

  it('is not closed over open shifts, and has no more of them afterwards', async () => {
    await using office = await openBoxOffice({ clock: () => midday });
    const [cashier, manager] = [office.actor('CASHIER'), office.actor('MANAGER')];
    await openShift(office, cashier);
    const shift = await office.services.shifts.current(cashier);
    expect(await closeDay(office, manager)).toMatchObject({
      __typename: 'OpenShiftsError',
      shifts: [{ id: shift?.id }],
    });
    await closeShift(office, cashier);
    const day = expectDay(await closeDay(office, manager));
    expect(await office.services.shifts.open(cashier, 0)).toMatchObject({
      __typename: 'BusinessDayClosedError',
      nextDayAt: day.before,
    });
  });

  /** Two programs open shifts while the day is closed: how often, in as many days, a shift was opened but not counted. */
  async function forgottenShifts(prepare: (program: Composition) => void): Promise<number> {
    let now = midday;
    await using office = await openBoxOffice({ clock: () => now });
    const another = await office.another();
    for (const program of [office, another]) prepare(program);
    const manager = office.actor('MANAGER');
    let forgotten = 0;
    for (let round = 0; round < 5; round += 1) {
      now = new Date(now.getTime() + 86_400_000);
      const opening = Array.from({ length: 6 }, (_each, index) =>
        (index % 2 === 0 ? office : another).services.shifts.open(office.actor('CASHIER'), 0),
      );
      const closing = await closeDay(office, manager);
      const opened = (await Promise.all(opening)).flatMap((outcome) => ('__typename' in outcome ? [] : outcome));
      const counted = '__typename' in closing ? opened.map(({ id }) => id) : (closing.closing?.shiftIds ?? []);
      forgotten += opened.filter(({ id }) => !counted.includes(id)).length;
    }
    return forgotten;
  }

  it('that is closed while shifts are opened waits for them, or shuts them out', async () => {
    expect(await forgottenShifts(() => undefined)).toBe(0);
  });

  it('would forget shifts without its guard (negative control)', async () => {
    const countShift = () => Promise.resolve(true);
    expect(
      await forgottenShifts(({ repositories }) => Object.assign(repositories.businessDays, { countShift })),
    ).toBeGreaterThan(0);
  });

  it('goes on where an early closing of the day before ended, so that every sale is in one day', async () => {
    await using cards = await openCardOffice();
    const { office } = cards;
    const showtime = await untilMidday(cards);
    const manager = office.actor('MANAGER');
    const sell = async (seatId: string) =>
      settle(cards, await placeCardOrder(cards, office.actor('KIOSK'), showtime.id, [seatId]));
    await sell('A1');
    cards.pass(60_000);
    const first = expectDay(await closeDay(office, manager));
    await sell('A2');
    await sell('A3');
    cards.pass(first.before.getTime() - office.services.clock().getTime() + 60_000);
    const second = expectDay(await closeDay(office, manager));
    expect(second.date > first.date).toBe(true);
    expect(second.closing?.outsideFrom).toEqual(first.closing?.outsideBefore);
    expect([first, second].map(({ closing }) => closing?.outside.sales.count)).toEqual([1, 2]);
  });

  it('can not be closed before it begins, nor under a name that is none', async () => {
    await using office = await openBoxOffice({ clock: () => midday });
    const manager = office.actor('MANAGER');
    const tomorrow = new Date(midday.getTime() + 86_400_000);
    expect(await closeDay(office, manager, tomorrow)).toMatchObject({ __typename: 'ValidationError', field: 'date' });
    const { businessDays } = office.services;
    const { cinemaId } = office.cinema.showtime;
    expect(await businessDays.close(manager, { cinemaId, date: 'today' })).toMatchObject({ field: 'date' });
    expect(await businessDays.close(manager, { cinemaId: 'none', date: '2026-11-21' })).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(await businessDays.find(cinemaId, 'today')).toBeUndefined();
    expect(await businessDays.find(cinemaId, '2026-11-21')).toMatchObject({ shiftCount: 0, closing: null });
  });
});
