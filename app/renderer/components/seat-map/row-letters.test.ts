import { describe, expect, it } from 'vitest';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { aisleLetters, edgeLetters } from './row-letters.ts';
import { layoutOf } from './testing-layout.ts';

/** The layout with its rows bent along a parabola whose ends come forward by `bow`. */
function bent(layout: SeatLayout, bow: number): SeatLayout {
  const middle = layout.width / 2;
  const seats = layout.seats.map((seat) => {
    const offset = (seat.x - middle) / middle;
    const angle = (Math.atan((-2 * bow * offset) / middle) * 180) / Math.PI;
    return { ...seat, y: seat.y - bow * offset ** 2, angle };
  });
  return { ...layout, seats };
}

describe('edgeLetters', () => {
  it('stand on both sides of straight rows', () => {
    expect(edgeLetters(layoutOf({ A: 'sss', B: '.s.' }), 0.25)).toEqual([
      { row: 'A', x: -0.25, y: 1.5 },
      { row: 'A', x: 3.25, y: 1.5 },
      { row: 'B', x: -0.25, y: 2.5 },
      { row: 'B', x: 3.25, y: 2.5 },
    ]);
  });

  it('stand where a bent row would meet the edge, however short the row', () => {
    const letters = edgeLetters(bent(layoutOf({ A: '...ss...', B: 'ssssssss', C: '...s....' }), 0.8), 0);
    const left = letters.filter(({ x }) => x === 0);
    expect(left.map(({ y }) => y.toFixed(6))).toEqual(['0.700000', '1.700000', '2.700000']);
  });
});

describe('aisleLetters', () => {
  it('stand in aisles, not between neighbours nor where seats were left out', () => {
    expect(aisleLetters(layoutOf({ A: 'ss.ss', B: 'ss...ss' }))).toEqual([{ row: 'A', x: 2.5, y: 1.5 }]);
  });
});
