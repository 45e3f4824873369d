import { useCallback, useSyncExternalStore } from 'react';
import { applyDelta, seatStates, type SeatMapDelta, type SeatMapState } from '#shared/domain/seat-map.ts';
import { seatStatusOf, type SeatStatus } from './seat-status.ts';

type Listener = () => void;

/** The live state of one seat map outside React: a change of one seat wakes the listeners of that seat alone. */
export interface SeatMapStore {
  /** `sold` until the first snapshot: nothing may be offered before anything is known. */
  getStatus(seat: number): SeatStatus;
  getState(): SeatMapState | null;
  /** Takes a whole state, the first or any later one; only seats that differ are told. */
  applySnapshot(state: SeatMapState): void;
  /** Takes one change; after `gap` only a snapshot helps. */
  applyDelta(delta: SeatMapDelta): 'applied' | 'stale' | 'gap';
  /** The seats of this order, by index; replaces the earlier ones. */
  setMine(seats: Iterable<number>): void;
  /** Calls `listener` with the seats of this order after each change of them. Returns how to stop. */
  subscribeMine(listener: (mine: ReadonlySet<number>) => void): () => void;
  /** Calls `listener` after each change of that seat's status. Returns how to stop. */
  subscribe(seat: number, listener: Listener): () => void;
}

/** `seatCount` is the number of seats of the layout; characters beyond it are ignored. */
export function createSeatMapStore(seatCount: number): SeatMapStore {
  let state: SeatMapState | null = null;
  let mine: ReadonlySet<number> = new Set();
  const unknown = seatStates.BOOKED.repeat(seatCount);
  const mineListeners = new Set<(mine: ReadonlySet<number>) => void>();
  const listeners: (Set<Listener> | undefined)[] = Array.from({ length: seatCount });

  function statusIn(packed: string, seat: number): SeatStatus {
    return seatStatusOf(packed.charAt(seat), mine.has(seat));
  }

  function notify(seats: Iterable<number>): void {
    for (const seat of seats) {
      for (const listener of listeners[seat] ?? []) listener();
    }
  }

  function replace(next: SeatMapState): void {
    const before = state?.packed ?? unknown;
    state = next;
    notify(differences(before, next.packed, seatCount));
  }

  return {
    getStatus: (seat) => statusIn(state?.packed ?? unknown, seat),
    getState: () => state,
    applySnapshot: replace,
    applyDelta(delta) {
      const outcome = state ? applyDelta(state, delta) : ({ kind: 'gap' } as const);
      if (outcome.kind === 'applied') {
        state = outcome.state;
        notify(delta.seats);
      }
      return outcome.kind;
    },
    setMine(seats) {
      const before = mine;
      mine = new Set(seats);
      const changed = [...before, ...mine].filter((seat) => before.has(seat) !== mine.has(seat));
      notify(changed);
      if (changed.length > 0) for (const listener of mineListeners) listener(mine);
    },
    subscribeMine(listener) {
      mineListeners.add(listener);
      return () => mineListeners.delete(listener);
    },
    subscribe(seat, listener) {
      const ofSeat = (listeners[seat] ??= new Set());
      ofSeat.add(listener);
      return () => ofSeat.delete(listener);
    },
  };
}

function differences(before: string, after: string, seatCount: number): readonly number[] {
  const seats: number[] = [];
  for (let seat = 0; seat < seatCount; seat += 1) {
    if (before.charAt(seat) !== after.charAt(seat)) seats.push(seat);
  }
  return seats;
}

/** The status of one seat; the component renders again only when that seat changes. */
export function useSeatStatus(store: SeatMapStore, seat: number): SeatStatus {
  const subscribe = useCallback((listener: Listener) => store.subscribe(seat, listener), [store, seat]);
  return useSyncExternalStore(subscribe, () => store.getStatus(seat));
}
