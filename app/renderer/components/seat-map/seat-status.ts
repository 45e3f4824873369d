import { seatStates, type SeatState } from '#shared/domain/seat-map.ts';

/** What a seat is to the person at this station; its cushion shows it. */
export type SeatStatus = 'free' | 'mine' | 'held' | 'paying' | 'sold' | 'blocked';

const statusByState: Readonly<Record<SeatState, SeatStatus>> = {
  [seatStates.FREE]: 'free',
  [seatStates.HELD]: 'held',
  [seatStates.LOCKED]: 'paying',
  [seatStates.BOOKED]: 'sold',
  [seatStates.BLOCKED]: 'blocked',
};

/**
 * The status of a seat from its packed character and from whether this order wants it. A seat that is sold or blocked
 * is never ours, whatever the order believes. A character that means nothing is shown as blocked: it cannot be sold.
 */
export function seatStatusOf(state: string, isMine: boolean): SeatStatus {
  const status = statusByState[state as SeatState] ?? 'blocked';
  return isMine && status !== 'sold' && status !== 'blocked' ? 'mine' : status;
}

/** What guests at a kiosk may know: somebody else's hold or payment is simply taken. */
export function publicStatusOf(status: SeatStatus): SeatStatus {
  return status === 'held' || status === 'paying' ? 'sold' : status;
}

/** A love seat is sold as one: it is free only when both halves are; otherwise the half that isn't speaks. */
export function pairStatusOf(first: SeatStatus, second: SeatStatus): SeatStatus {
  return first === 'free' ? second : first;
}
