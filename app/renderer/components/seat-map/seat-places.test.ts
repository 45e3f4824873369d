import { describe, expect, it } from 'vitest';
import { placeAt, seatPlaces } from './seat-places.ts';
import { layoutOf } from './testing-layout.ts';

function idsOf(rows: Readonly<Record<string, string>>): readonly string[] {
  return seatPlaces(layoutOf(rows)).map(({ seats }) => seats.map(({ id }) => id).join('+'));
}

describe('seatPlaces', () => {
  it('joins love seats in pairs of an odd and the next even number', () => {
    expect(idsOf({ A: 'ss', B: 'llll' })).toEqual(['A1', 'A2', 'B1+B2', 'B3+B4']);
  });

  it('leaves a love seat alone whose other half is missing, also across rows', () => {
    expect(idsOf({ A: 'sl', B: 'l', C: 'lll' })).toEqual(['A1', 'A2', 'B1', 'C1+C2', 'C3']);
  });

  it('puts a pair between its seats', () => {
    const [pair] = seatPlaces(layoutOf({ A: '.ll' }));
    expect(pair).toMatchObject({ x: 2, width: 2, order: 0 });
  });
});

describe('placeAt', () => {
  const places = seatPlaces(layoutOf({ A: 's.s' }));

  it('gives each seat its whole pitch, gaps between cushions included', () => {
    expect(placeAt(places, 0.98, 1.95)?.seats[0].id).toBe('A1');
  });

  it('finds nothing in an aisle or beyond the rows', () => {
    expect(placeAt(places, 1.5, 1.5)).toBeUndefined();
    expect(placeAt(places, 0.5, 2.1)).toBeUndefined();
  });

  it('turns with a turned seat', () => {
    const turned = places.map((place) => ({ ...place, angle: 90, width: 2 }));
    expect(placeAt(turned, 0.5, 2.4)?.order).toBe(0);
    expect(placeAt(turned, 1.2, 1.5)).toBeUndefined();
  });
});
