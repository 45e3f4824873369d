import { describe, expect, it } from 'vitest';
import { applyDelta, countSeats, type SeatMapState } from './seat-map.ts';

const state: SeatMapState = { epoch: '7', version: 3, packed: '00110' };

describe('applying a delta', () => {
  it('changes exactly the seats it names', () => {
    expect(applyDelta(state, { epoch: '7', version: 4, seats: [0, 3], states: '30' })).toEqual({
      kind: 'applied',
      state: { epoch: '7', version: 4, packed: '30100' },
    });
  });

  it('leaves out what is in the state already', () => {
    expect(applyDelta(state, { epoch: '7', version: 3, seats: [0], states: '3' })).toEqual({ kind: 'stale' });
  });

  it('says so when a message was missed or the map was rebuilt', () => {
    expect(applyDelta(state, { epoch: '7', version: 5, seats: [0], states: '3' })).toEqual({ kind: 'gap' });
    expect(applyDelta(state, { epoch: '8', version: 4, seats: [0], states: '3' })).toEqual({ kind: 'gap' });
  });
});

it('counts seats by their state', () => {
  expect(countSeats('00110', '0')).toBe(3);
  expect(countSeats('', '0')).toBe(0);
});
