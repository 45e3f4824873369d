import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Composition } from '../compose.ts';
import { expectType, ofType, openBoxOffice } from '../testing/box-office.ts';

const racers = 200;
const contested = ['F4', 'F5', 'F6', 'F7'];

/** The seats of live holds by how many holds claim them. */
function claimsBySeat(holds: readonly { readonly seatIds: readonly string[] }[]): Map<string, number> {
  const claims = new Map<string, number>();
  for (const seatId of holds.flatMap((hold) => hold.seatIds)) claims.set(seatId, (claims.get(seatId) ?? 0) + 1);
  return claims;
}

describe('racing for seats', () => {
  it('gives 200 clients who want the same four seats exactly one hold, and nothing partial', async () => {
    await using office = await openBoxOffice();
    const { id: showtimeId } = office.cinema.showtime;
    const programs = [office, await office.another(), await office.another(), await office.another()];
    const program = (racer: number): Composition => programs[racer % programs.length] ?? office;
    const outcomes = await Promise.all(
      Array.from({ length: racers }, (_each, racer) =>
        program(racer).services.holds.hold(office.actor('CASHIER'), {
          holdId: randomUUID(),
          showtimeId,
          seatIds: contested,
        }),
      ),
    );
    const held = ofType(outcomes, 'SeatHold');
    expect(held).toHaveLength(1);
    expect(ofType(outcomes, 'SeatsUnavailableError')).toHaveLength(racers - 1);
    expect(held[0]?.seatIds).toEqual(contested);
    const { packed } = await office.services.maps.state(office.cinema.showtime);
    expect([...packed].filter((state) => state !== '0')).toHaveLength(contested.length);
  });

  it('gives 400 buyers of random blocks of four no overlap, and holds no seat that nobody has', async () => {
    await using office = await openBoxOffice();
    const other = await office.another();
    const { showtime } = office.cinema;
    const outcomes = await Promise.all(
      Array.from({ length: 400 }, (_each, buyer) => {
        const row = String.fromCharCode(65 + Math.floor(Math.random() * 20));
        const first = 1 + Math.floor(Math.random() * 7);
        const seatIds = [0, 1, 2, 3].map((offset) => `${row}${first + offset}`);
        const { holds } = (buyer % 2 === 0 ? office : other).services;
        return holds.hold(office.actor('KIOSK'), { holdId: randomUUID(), showtimeId: showtime.id, seatIds });
      }),
    );
    const held = ofType(outcomes, 'SeatHold');
    expect(held.length).toBeGreaterThan(10);
    const claims = claimsBySeat(held);
    expect([...claims.values()].every((count) => count === 1)).toBe(true);
    const { packed } = await office.services.maps.state(showtime);
    expect([...packed].filter((state) => state === '1')).toHaveLength(claims.size);
    expect(held.every((hold) => hold.seatIds.length === 4)).toBe(true);
  });

  it('answers 50 retries of one request with one hold, and refuses its id for other seats', async () => {
    await using office = await openBoxOffice();
    const actor = office.actor('CASHIER');
    const request = { holdId: randomUUID(), showtimeId: office.cinema.showtime.id, seatIds: ['C1', 'C2'] };
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => office.services.holds.hold(actor, request)));
    const held = ofType(outcomes, 'SeatHold');
    expect(held).toHaveLength(50);
    expect(new Set(held.map(({ fence }) => fence)).size).toBe(1);
    expectType(await office.services.holds.hold(actor, { ...request, seatIds: ['C3'] }), 'HoldConflictError');
    expectType(
      await office.services.holds.hold(actor, { ...request, showtimeId: office.cinema.small.id, seatIds: ['A1'] }),
      'HoldConflictError',
    );
  });

  it('gives a retried request for the best seats the same seats', async () => {
    await using office = await openBoxOffice();
    const actor = office.actor('CASHIER');
    const request = { holdId: randomUUID(), showtimeId: office.cinema.showtime.id, count: 3, wheelchair: false };
    const first = expectType(await office.services.holds.holdBest(actor, request), 'SeatHold');
    const again = expectType(await office.services.holds.holdBest(actor, request), 'SeatHold');
    expect([again.seatIds, again.fence]).toEqual([first.seatIds, first.fence]);
  });
});
