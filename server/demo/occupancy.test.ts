import { describe, expect, it } from 'vitest';
import type { Seat } from '#shared/domain/seat.ts';
import { demoCinema, type DemoAuditorium, type DemoShowtime } from './index.ts';

const saturday = Date.parse('2026-11-21T17:42:00Z');
const demo = demoCinema(saturday);

function auditoriumOf({ auditoriumId }: DemoShowtime): DemoAuditorium {
  const auditorium = demo.auditoriums.find((each) => each.id === auditoriumId);
  if (!auditorium) throw new Error(`there is no auditorium ${auditoriumId}`);
  return auditorium;
}

function shareSold(showtime: DemoShowtime): number {
  return demo.soldSeats(showtime.id).length / auditoriumOf(showtime).layout.seats.length;
}

function isSoldOut(showtime: DemoShowtime): boolean {
  const blocked = demo.blockedSeats(showtime.id).length;
  return demo.soldSeats(showtime.id).length + blocked === auditoriumOf(showtime).layout.seats.length;
}

function partiesOf(showtime: DemoShowtime): readonly (readonly Seat[])[] {
  const seats = new Map<string, Seat>(auditoriumOf(showtime).layout.seats.map((seat) => [seat.id, seat]));
  const parties: Seat[][] = [];
  for (const { seatId, groupNumber } of demo.soldSeats(showtime.id)) {
    const seat = seats.get(seatId);
    if (seat) (parties[groupNumber - 1] ??= []).push(seat);
  }
  return parties;
}

describe('sold seats', () => {
  it('are the same whenever they are asked for, also from the next day', () => {
    const nextDay = demoCinema(saturday + 24 * 3_600_000);
    const shared = demo.showtimes.filter(({ id }) => nextDay.showtimes.some((each) => each.id === id));
    expect(shared.length).toBeGreaterThan(100);
    for (const { id } of shared) {
      expect(demo.soldSeats(id)).toEqual(demo.soldSeats(id));
      expect(nextDay.soldSeats(id)).toEqual(demo.soldSeats(id));
    }
  });

  it('differ between showtimes of one auditorium', () => {
    const grande = demo.showtimes.filter((each) => auditoriumOf(each).number === 1);
    const patterns = grande.map(({ id }) => JSON.stringify(demo.soldSeats(id)));
    expect(new Set(patterns).size).toBe(grande.length);
  });

  it('are seats of the auditorium, each sold once, none of them broken', () => {
    for (const showtime of demo.showtimes) {
      const ids = demo.soldSeats(showtime.id).map(({ seatId }) => seatId);
      const known = new Set(auditoriumOf(showtime).layout.seats.map((seat) => seat.id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => known.has(id) && !demo.blockedSeats(showtime.id).includes(id))).toBe(true);
    }
  });

  it('were bought by parties of at most four who sit side by side', () => {
    for (const party of demo.showtimes.flatMap(partiesOf)) {
      expect(party.length).toBeLessThanOrEqual(4);
      for (const [position, seat] of party.entries()) {
        const previous = party[position - 1];
        if (previous) expect(seat).toMatchObject({ row: previous.row, number: previous.number + 1 });
      }
    }
  });

  it('are sold in whole pairs where they are joined or belong together', () => {
    const parties = demo.showtimes.flatMap(partiesOf);
    const inLoveSeats = parties.filter(([first]) => first?.kind === 'LOVESEAT');
    expect(inLoveSeats.map((party) => [party.length % 2, (party[0]?.number ?? 0) % 2])).toEqual(
      inLoveSeats.map(() => [0, 1]),
    );
    const kinds = parties.map((party) => party.map((seat) => seat.kind).toSorted());
    const withCompanion = kinds.filter((each) => each.includes('COMPANION'));
    expect(withCompanion).toEqual(withCompanion.map(() => ['COMPANION', 'WHEELCHAIR']));
  });

  it('lie nearer to the middle than the seats on the whole', () => {
    const distances = (seats: readonly Seat[], width: number): number =>
      seats.reduce((sum, seat) => sum + Math.abs(seat.x - width / 2), 0) / seats.length;
    for (const showtime of demo.showtimes.filter((each) => auditoriumOf(each).number === 1)) {
      const { layout } = auditoriumOf(showtime);
      expect(distances(partiesOf(showtime).flat(), layout.width)).toBeLessThan(distances(layout.seats, layout.width));
    }
  });

  it('run from almost none to almost all', () => {
    const shares = demo.showtimes.filter((each) => !isSoldOut(each)).map(shareSold);
    expect(Math.min(...shares)).toBeLessThan(0.12);
    expect(Math.min(...shares)).toBeGreaterThan(0.02);
    expect(Math.max(...shares)).toBeGreaterThan(0.85);
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.95);
  });

  it('are all seats of exactly one showtime a day', () => {
    const soldOut = demo.showtimes.filter(isSoldOut).map(({ id }) => id.slice(3, 13));
    expect(soldOut).toEqual([21, 22, 23, 24, 25, 26, 27].map((day) => `2026-11-${day}`));
  });

  it('leave 65 % of the showtime that can always be sold', () => {
    for (let hour = 0; hour < 24 * 7; hour += 1) {
      const later = demoCinema(saturday + hour * 3_600_000);
      const sold =
        later.soldSeats(later.sellableShowtimeId).length + later.blockedSeats(later.sellableShowtimeId).length;
      expect(sold).toBeLessThanOrEqual(240 * 0.35);
    }
  });
});
