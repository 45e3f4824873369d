import { describe, expect, it } from 'vitest';
import { moveFrom, moveOfKey, type SeatMove } from './seat-moves.ts';
import { seatPlaces } from './seat-places.ts';
import { layoutOf } from './testing-layout.ts';

const places = seatPlaces(layoutOf({ A: '..sss', B: 'sss.sss', C: 'll.llll' }));

function after(start: string, ...moves: readonly SeatMove[]): string | undefined {
  let place = places.find(({ seats }) => seats[0].id === start);
  for (const move of moves) place = place && moveFrom(places, place, move);
  return place?.seats.map(({ id }) => id).join('+');
}

describe('moveFrom', () => {
  it.each<[string, SeatMove, string | undefined]>([
    ['B2', 'right', 'B3'],
    ['B3', 'right', 'B4'],
    ['B4', 'left', 'B3'],
    ['B6', 'right', undefined],
    ['B1', 'left', undefined],
    ['C1', 'right', 'C3+C4'],
  ])('goes from %s %s to %s', (start, move, target) => {
    expect(after(start, move)).toBe(target);
  });

  it('goes up and down to the seat that lies nearest, whatever its number', () => {
    expect(after('A1', 'down')).toBe('B3');
    expect(after('B6', 'up')).toBe('A3');
    expect(after('B1', 'down')).toBe('C1+C2');
    expect(after('A1', 'up')).toBeUndefined();
    expect(after('C1', 'down')).toBeUndefined();
  });

  it('goes to the ends of the row', () => {
    expect(after('B3', 'row-start')).toBe('B1');
    expect(after('B3', 'row-end')).toBe('B6');
  });
});

describe('moveOfKey', () => {
  it('knows the keys of the map and no others', () => {
    expect(moveOfKey('ArrowUp')).toBe('up');
    expect(moveOfKey('End')).toBe('row-end');
    expect(moveOfKey('a')).toBeUndefined();
  });
});
