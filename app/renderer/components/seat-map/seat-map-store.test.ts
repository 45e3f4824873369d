import { describe, expect, it, vi } from 'vitest';
import { createSeatMapStore, type SeatMapStore } from './seat-map-store.ts';

const seatCount = 6;

function storeWith(packed: string): SeatMapStore {
  const store = createSeatMapStore(seatCount);
  store.applySnapshot({ epoch: 'a', version: 1, packed });
  return store;
}

/** One listener per seat; the reply names the seats that have been told since the last call. */
function spyOnSeats(store: SeatMapStore): () => readonly number[] {
  const listeners = Array.from({ length: seatCount }, () => vi.fn());
  for (const [seat, listener] of listeners.entries()) store.subscribe(seat, listener);
  return () => {
    const told = listeners.flatMap((listener, seat) => listener.mock.calls.map(() => seat));
    for (const listener of listeners) listener.mockClear();
    return told;
  };
}

describe('createSeatMapStore', () => {
  it('offers nothing before the first snapshot', () => {
    const store = createSeatMapStore(seatCount);
    expect(store.getStatus(0)).toBe('sold');
    expect(store.getState()).toBeNull();
  });

  it('reads every state of the packed map', () => {
    const store = storeWith('01234x');
    const statuses = Array.from({ length: seatCount }, (_, seat) => store.getStatus(seat));
    expect(statuses).toEqual(['free', 'held', 'paying', 'sold', 'blocked', 'blocked']);
  });

  it('tells only the seat that a delta changes', () => {
    const store = storeWith('000000');
    const told = spyOnSeats(store);
    expect(store.applyDelta({ epoch: 'a', version: 2, seats: [4], states: '1' })).toBe('applied');
    expect(told()).toEqual([4]);
    expect(store.getStatus(4)).toBe('held');
  });

  it('tells nobody of a delta that is old or leaves a gap, and keeps its state', () => {
    const store = storeWith('000000');
    const told = spyOnSeats(store);
    expect(store.applyDelta({ epoch: 'a', version: 1, seats: [0], states: '3' })).toBe('stale');
    expect(store.applyDelta({ epoch: 'a', version: 3, seats: [0], states: '3' })).toBe('gap');
    expect(store.applyDelta({ epoch: 'b', version: 2, seats: [0], states: '3' })).toBe('gap');
    expect(told()).toEqual([]);
    expect(store.getStatus(0)).toBe('free');
  });

  it('takes no delta before the first snapshot', () => {
    const store = createSeatMapStore(seatCount);
    expect(store.applyDelta({ epoch: 'a', version: 1, seats: [0], states: '0' })).toBe('gap');
  });

  it('tells only the seats in which a snapshot differs, even of another epoch', () => {
    const store = storeWith('001000');
    const told = spyOnSeats(store);
    store.applySnapshot({ epoch: 'b', version: 9, packed: '003001' });
    expect(told()).toEqual([2, 5]);
    expect(store.getState()).toEqual({ epoch: 'b', version: 9, packed: '003001' });
  });

  it('tells only the seats that join or leave the order', () => {
    const store = storeWith('110000');
    store.setMine([0, 1]);
    const told = spyOnSeats(store);
    store.setMine([1, 3]);
    expect(told()).toEqual([0, 3]);
    expect([0, 1, 3].map((seat) => store.getStatus(seat))).toEqual(['held', 'mine', 'mine']);
  });

  it('believes the house rather than the order about sold and blocked seats', () => {
    const store = storeWith('340000');
    store.setMine([0, 1]);
    expect([store.getStatus(0), store.getStatus(1)]).toEqual(['sold', 'blocked']);
  });

  it('tells a listener no more once it has left, and goes on telling the others', () => {
    const store = storeWith('000000');
    const left = vi.fn();
    const stays = vi.fn();
    const leave = store.subscribe(2, left);
    store.subscribe(2, stays);
    leave();
    store.applyDelta({ epoch: 'a', version: 2, seats: [2], states: '1' });
    expect(left).not.toHaveBeenCalled();
    expect(stays).toHaveBeenCalledOnce();
  });
});
