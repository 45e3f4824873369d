import { describe, expect, it } from 'vitest';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { rowLetters } from './row-letters.ts';
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

describe('rowLetters', () => {
  it('stands beside straight rows', () => {
    expect(rowLetters(layoutOf({ A: 'sss', B: 'sss' }))).toEqual([
      { row: 'A', y: 1.5 },
      { row: 'B', y: 2.5 },
    ]);
  });

  it('stands where a bent row would meet the edge, however short the row', () => {
    const letters = rowLetters(bent(layoutOf({ A: '...ss...', B: 'ssssssss', C: '...s....' }), 0.8));
    expect(letters.map(({ y }) => y.toFixed(6))).toEqual(['0.700000', '1.700000', '2.700000']);
  });
});
