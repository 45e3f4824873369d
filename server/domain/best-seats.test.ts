import { describe, expect, it } from 'vitest';
import { demoLayouts } from '../demo/layouts.ts';
import { plainLayout } from '../testing/fixture-cinema.ts';
import { bestSeats } from './best-seats.ts';

const layout = plainLayout(10);
const allFree = '0'.repeat(100);

function taken(...seats: number[]): string {
  return [...allFree].map((state, index) => (seats.includes(index) ? '3' : state)).join('');
}

describe('the best seats', () => {
  it('lie together in the middle, towards the back', () => {
    const seats = bestSeats(layout, allFree, 2, false)?.map((index) => layout.seats[index]?.id);
    expect(seats).toEqual(['G5', 'G6']);
  });

  it('are never taken ones, and always neighbours in one row', () => {
    for (let count = 1; count <= 10; count += 1) {
      const packed = taken(54, 55, 64, 44);
      const seats = bestSeats(layout, packed, count, false) ?? [];
      expect(seats).toHaveLength(count);
      expect(seats.every((index) => packed[index] === '0')).toBe(true);
      expect(new Set(seats.map((index) => layout.seats[index]?.row)).size).toBe(1);
    }
  });

  it('leave no single seat between them and others while there is another way', () => {
    const onlyRow = plainLayout(1);
    // Free are 1 to 4; three of them could leave one orphan on either side, or none: there is no other way.
    expect(bestSeats(onlyRow, '0000333333', 3, false)).toHaveLength(3);
    // Free are 1 to 5 and 7 to 10: two from the five leave three, two in its middle would leave one.
    const pair = bestSeats(onlyRow, '0000030000', 2, false) ?? [];
    const rest = [...'0000030000'].map((state, index) => (pair.includes(index) ? '1' : state)).join('');
    expect(rest).not.toMatch(/(^|[^0])0([^0]|$)/);
  });

  it('are not to be had when no row has that many side by side', () => {
    expect(bestSeats(plainLayout(1), '0010010010', 3, false)).toBeUndefined();
  });

  it('for a wheelchair begin with its place and the companion', () => {
    const [hall] = Object.values(demoLayouts);
    if (!hall) throw new Error('the demo has no layouts');
    const seats = bestSeats(hall, '0'.repeat(hall.seats.length), 2, true)?.map((index) => hall.seats[index]?.kind);
    expect(seats?.toSorted()).toEqual(['COMPANION', 'WHEELCHAIR']);
  });
});
