/** The expected failures of the waiting list; the rest is in `failures.ts`. */
import type { FailureOf } from './failures.ts';

export type SeatsAvailableError = FailureOf<'SeatsAvailableError'>;
export type WaitingListClosedError = FailureOf<'WaitingListClosedError'> & { readonly closedAt: Date };
export type OfferOverError = FailureOf<'OfferOverError'>;

export function seatsAvailable(): SeatsAvailableError {
  return {
    __typename: 'SeatsAvailableError',
    code: 'SEATS_AVAILABLE',
    message: 'There are seats for this party now. Choose them instead of waiting.',
  };
}

export function waitingListClosed(closedAt: Date): WaitingListClosedError {
  return {
    __typename: 'WaitingListClosedError',
    code: 'WAITING_LIST_CLOSED',
    message: 'The waiting list of this showtime is closed. Ask at the counter for seats that become free.',
    closedAt,
  };
}

export function offerOver(): OfferOverError {
  return {
    __typename: 'OfferOverError',
    code: 'OFFER_OVER',
    message: 'This offer is over: it was paid, declined, or its time has passed. Look at the waiting list again.',
  };
}
