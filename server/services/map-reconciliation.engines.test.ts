import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { asId, type HoldId } from '#shared/domain/ids.ts';
import { openBoxOffice } from '../testing/box-office.ts';
import { adultSale, holdSeats, openShift } from '../testing/sale.ts';

it('rebuilds a map that shows a sold seat as free or a free one as sold, and leaves holds alone', async () => {
  await using office = await openBoxOffice();
  const { services, locks, cinema, repositories } = office;
  const { showtime } = cinema;
  const cashier = office.actor('CASHIER');
  await openShift(office, cashier);
  const sold = await holdSeats(office, cashier, showtime.id, ['A1']);
  await services.orders.place(cashier, adultSale(sold));
  const held = await holdSeats(office, cashier, showtime.id, ['A2']);
  const paying = await holdSeats(office, cashier, showtime.id, ['A3']);
  await locks.lock({ showtimeId: showtime.id, holdId: asId<HoldId>(paying.id), token: 'payment', fence: paying.fence });
  const compare = () => services.mapReconciliation.compare(showtime);
  expect([await compare(), await compare()]).toEqual([false, false]);

  await locks.free({ showtimeId: showtime.id, seats: [0], from: 'BOOKED', holdId: '', fence: sold.fence });
  await locks.show({ showtimeId: showtime.id, seats: [3], holdId: randomUUID(), fence: held.fence }, 'BOOKED');
  expect((await services.maps.state(showtime)).packed.slice(0, 4)).toBe('0123');
  expect([await compare(), await compare(), await compare()]).toEqual([false, true, false]);
  expect((await services.maps.state(showtime)).packed.slice(0, 4)).toBe('3120');
  const { nodes } = await repositories.audit.page(
    { actions: ['reconciliation.repaired'] },
    { after: undefined, first: 5 },
  );
  expect(nodes).toMatchObject([{ seatIds: ['A1', 'A4'] }]);
});
