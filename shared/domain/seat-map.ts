/**
 * The live seat map as both ends know it: one character per seat, by the seat's index in the layout, under an epoch
 * and a version that grows by one with every change of that epoch.
 */

/** What a seat's character means. */
export const seatStates = { FREE: '0', HELD: '1', LOCKED: '2', BOOKED: '3', BLOCKED: '4' } as const;
export type SeatStateName = keyof typeof seatStates;
export type SeatState = (typeof seatStates)[SeatStateName];

export interface SeatMapState {
  /** Names one life of the map; a rebuilt map has a new one. Compare for equality only. */
  readonly epoch: string;
  /** Changes of this epoch so far. */
  readonly version: number;
  /** One `SeatState` character per seat. */
  readonly packed: string;
}

/** What one change did: `states[i]` is the new character of the seat with index `seats[i]`. */
export interface SeatMapDelta {
  readonly epoch: string;
  readonly version: number;
  readonly seats: readonly number[];
  readonly states: string;
}

export type DeltaOutcome =
  | { readonly kind: 'applied'; readonly state: SeatMapState }
  /** The delta is older than the state, or already in it. */
  | { readonly kind: 'stale' }
  /** A message was missed or the map was rebuilt: only a fresh snapshot helps. */
  | { readonly kind: 'gap' };

/** Applies a delta to a state, or says why it cannot be applied. Costs one copy of the packed string. */
export function applyDelta(state: SeatMapState, delta: SeatMapDelta): DeltaOutcome {
  if (delta.epoch !== state.epoch) return { kind: 'gap' };
  if (delta.version <= state.version) return { kind: 'stale' };
  if (delta.version !== state.version + 1) return { kind: 'gap' };
  const characters = state.packed.split('');
  for (const [position, seat] of delta.seats.entries()) {
    characters[seat] = delta.states.charAt(position);
  }
  return { kind: 'applied', state: { epoch: delta.epoch, version: delta.version, packed: characters.join('') } };
}

/** How many seats of a packed map are in `wanted`. */
export function countSeats(packed: string, wanted: SeatState): number {
  let count = 0;
  for (const character of packed) {
    if (character === wanted) count += 1;
  }
  return count;
}
