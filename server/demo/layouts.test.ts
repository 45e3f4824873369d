import { describe, expect, it } from 'vitest';
import type { Seat, SeatKind, SeatLayout } from '#shared/domain/seat.ts';
import { demoLayouts } from './layouts.ts';

const layouts: readonly (readonly [string, SeatLayout, number])[] = [
  ['Grande Salle', demoLayouts.grandeSalle, 240],
  ['Salle Méliès', demoLayouts.salleMelies, 400],
  ['Salle Akerman', demoLayouts.salleAkerman, 112],
  ['Salle Tati', demoLayouts.salleTati, 60],
];

function countByRow({ seats }: SeatLayout): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { row } of seats) counts[row] = (counts[row] ?? 0) + 1;
  return counts;
}

function count(layout: SeatLayout, kind: SeatKind): number {
  return layout.seats.filter((seat) => seat.kind === kind).length;
}

function closest({ seats }: SeatLayout): number {
  let least = Infinity;
  for (const seat of seats) {
    for (const other of seats.slice(seat.index + 1)) {
      least = Math.min(least, Math.hypot(seat.x - other.x, seat.y - other.y));
    }
  }
  return least;
}

function areNeighbours(seat: Seat, other: Seat | undefined): boolean {
  return other?.row === seat.row && Math.abs(other.x - seat.x) < 1.1;
}

describe.each(layouts)('%s', (_name, layout, seatCount) => {
  it('has the seats it says', () => {
    expect(layout.seats).toHaveLength(seatCount);
  });

  it('indexes its seats in order and names each once', () => {
    expect(layout.seats.map((seat) => seat.index)).toEqual(Array.from({ length: seatCount }, (_, index) => index));
    expect(new Set(layout.seats.map((seat) => seat.id)).size).toBe(seatCount);
    expect(layout.seats.every((seat) => seat.id === `${seat.row}${seat.number}`)).toBe(true);
  });

  it('has no rows I and O, which look like digits', () => {
    const rows = Object.keys(countByRow(layout));
    expect(rows).toEqual([...rows].sort());
    expect(rows).not.toContain('I');
    expect(rows).not.toContain('O');
  });

  it('has no seats on top of each other', () => {
    expect(closest(layout)).toBeGreaterThanOrEqual(0.8);
  });

  it('keeps every seat inside the plan, behind the screen', () => {
    for (const seat of layout.seats) {
      expect(seat.x - seat.width / 2).toBeGreaterThanOrEqual(0);
      expect(seat.x + seat.width / 2).toBeLessThanOrEqual(layout.width + 0.001);
      expect(seat.y - 0.5).toBeGreaterThan(layout.screen.bow);
      expect(seat.y + 0.5).toBeLessThanOrEqual(layout.height);
    }
  });

  it('has a companion beside every wheelchair place, and one for each', () => {
    const wheelchairs = layout.seats.filter((seat) => seat.kind === 'WHEELCHAIR');
    expect(wheelchairs.length).toBeGreaterThan(0);
    expect(count(layout, 'COMPANION')).toBe(wheelchairs.length);
    for (const seat of wheelchairs) {
      const beside = [layout.seats[seat.index - 1], layout.seats[seat.index + 1]];
      expect(beside.some((other) => other?.kind === 'COMPANION' && areNeighbours(seat, other))).toBe(true);
    }
  });

  it('joins love seats in pairs of an odd and an even number', () => {
    const loveSeats = layout.seats.filter((seat) => seat.kind === 'LOVESEAT');
    expect(loveSeats.length).toBeGreaterThan(0);
    for (const seat of loveSeats) {
      const partner = layout.seats[seat.index + (seat.number % 2 === 1 ? 1 : -1)];
      expect(partner?.kind).toBe('LOVESEAT');
      expect(areNeighbours(seat, partner)).toBe(true);
    }
  });

  it('is as wide on the left of the screen as on the right', () => {
    expect(layout.screen.left).toBeCloseTo(layout.width - layout.screen.right, 2);
  });
});

describe('Grande Salle', () => {
  const layout = demoLayouts.grandeSalle;

  it('has the rows of the plan', () => {
    expect(countByRow(layout)).toEqual({
      A: 14,
      B: 16,
      C: 20,
      D: 20,
      E: 20,
      F: 20,
      G: 20,
      H: 20,
      J: 16,
      K: 16,
      L: 20,
      M: 20,
      N: 18,
    });
    expect(count(layout, 'VIP')).toBe(32);
    expect(count(layout, 'LOVESEAT')).toBe(18);
    expect(count(layout, 'WHEELCHAIR')).toBe(4);
  });

  it('fits the counter window at 44 px a pitch', () => {
    expect(layout.width * 44).toBeLessThanOrEqual(978 - 2 * 20);
    expect(layout.height * 44).toBeLessThanOrEqual(690 - 60);
  });
});
