import { describe, expect, it } from 'vitest';
import type { Composition } from '../../compose.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { freeSeats, join, sellOut } from './testing.ts';

/** What programs that offer the same seats to the same line at the same time did wrong; nothing, it is hoped. */
async function mistakes(office: TestBoxOffice, programs: readonly Composition[]): Promise<readonly string[]> {
  const { small } = office.cinema;
  await sellOut(office);
  const sizes = [3, 2, 1, 2, 1];
  for (const size of sizes) await join(office, size);
  await freeSeats(office, 'A1', 'A2', 'A3', 'A5', 'A7', 'A8');
  await Promise.all(
    programs.flatMap(({ services }) => [services.seatOffers.assign(small.id), services.waitingListSweep.step()]),
  );
  const { orders, waitingEntries, showSeats } = office.repositories.mongo.collections;
  const offered = await waitingEntries.find({ state: 'OFFERED' }).sort({ number: 1 }).toArray();
  const reserved = await orders.find({ state: 'PENDING_PAYMENT' }).toArray();
  const seats = reserved.flatMap(({ lines }) => lines.map(({ seatId }) => seatId));
  const claimed = await showSeats.find({ showtimeId: small.id, state: 'LOCKED' }).toArray();
  return [
    ...(new Set(seats).size === seats.length ? [] : ['a seat was offered twice']),
    ...(reserved.length === offered.length ? [] : [`${reserved.length} orders for ${offered.length} entries`]),
    ...(claimed.length === seats.length ? [] : [`${claimed.length} claims for ${seats.length} seats`]),
    ...(offered.map(({ number }) => number).join() === '1,2,3' ? [] : ['somebody was passed over']),
    ...offered
      .filter(
        ({ orderId, ticketTypes }) => reserved.find(({ _id }) => _id === orderId)?.lines.length !== ticketTypes.length,
      )
      .map(({ number }) => `the party ${number} did not get its seats`),
  ];
}

describe('two programs that offer the same seats', () => {
  it('give each seat once and each party once, in the order of the line', async () => {
    for (let round = 0; round < 3; round += 1) {
      await using office = await openBoxOffice();
      const other = await office.another();
      expect(await mistakes(office, [office, other])).toEqual([]);
      await other.services.maps.rebuild(office.cinema.small);
      expect((await office.services.maps.state(office.cinema.small)).packed).toBe('2224242244');
    }
  });

  it('give no seat twice even when they share no Redis', async () => {
    await using office = await openBoxOffice();
    const apart = await Promise.all(Array.from({ length: 4 }, () => office.another({ apartInRedis: true })));
    expect(await mistakes(office, apart)).toEqual([]);
  });

  it('would give a party several times its seats without the guard of its entry (negative control)', async () => {
    const found: string[] = [];
    for (let round = 0; round < 5 && found.length === 0; round += 1) {
      await using office = await openBoxOffice();
      const programs = [office, await office.another()];
      for (const { repositories } of programs) {
        const { takeOut, find } = repositories.waitingList;
        Object.assign(repositories.waitingList, {
          takeOut: async (...[id, set, session]: Parameters<typeof takeOut>) =>
            (await takeOut.call(repositories.waitingList, id, set, session)) ?? find.call(repositories.waitingList, id),
        });
      }
      found.push(...(await mistakes(office, programs)));
    }
    expect(found.join()).toMatch(/orders for \d+ entries/);
  });
});
