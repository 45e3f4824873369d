import { describe, expect, it } from 'vitest';
import { describeOccupancy } from './occupancy.ts';

describe('describeOccupancy', () => {
  it.each([
    [240, 240, 0],
    [239, 240, 1],
    [147, 240, 6],
    [1, 240, 15],
    [0, 240, 16],
    [0, 0, 16],
  ])('draws %d free of %d as %d taken seats', (free, capacity, filled) => {
    expect(describeOccupancy(free, capacity).filled).toBe(filled);
  });

  it('fills fast from a tenth on, until nothing is left', () => {
    expect(describeOccupancy(25, 240).isFillingFast).toBe(false);
    expect(describeOccupancy(24, 240).isFillingFast).toBe(true);
    expect(describeOccupancy(0, 240)).toMatchObject({ isFillingFast: false, isSoldOut: true });
  });
});
