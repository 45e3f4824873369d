/** A house is drawn as this many little seats. */
export const occupancySeats = 16;

/** Below this share of free seats a showing fills fast. */
const fillingFastShare = 0.1;

export interface Occupancy {
  /** Of `occupancySeats`; only an empty house shows none, only a full one shows all. */
  readonly filled: number;
  readonly isFillingFast: boolean;
  readonly isSoldOut: boolean;
}

/** How full a house is, for the eye. */
export function describeOccupancy(free: number, capacity: number): Occupancy {
  if (capacity <= 0 || free <= 0) return { filled: occupancySeats, isFillingFast: false, isSoldOut: true };
  const taken = Math.max(0, capacity - free);
  const exact = (taken / capacity) * occupancySeats;
  const filled = taken === 0 ? 0 : Math.min(occupancySeats - 1, Math.max(1, Math.round(exact)));
  return { filled, isFillingFast: free / capacity <= fillingFastShare, isSoldOut: false };
}
