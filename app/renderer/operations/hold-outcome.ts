import type { SeatHoldFieldsFragment } from '../graphql/generated/operations.ts';
import type { HoldLease, HoldOutcome } from '../stores/cart/hold-plan.ts';

/** What any of the hold mutations may reply. */
type HoldReply =
  | ({ readonly __typename: 'SeatHold' } & SeatHoldFieldsFragment)
  | { readonly __typename: 'ReleasedHold' }
  | { readonly __typename: 'SeatsUnavailableError'; readonly seatIds: readonly string[] }
  | { readonly __typename: 'HoldLimitError'; readonly limit: number }
  | {
      readonly __typename:
        | 'HoldConflictError'
        | 'HoldExpiredError'
        | 'NoAdjacentSeatsError'
        | 'NotFoundError'
        | 'SalesClosedError'
        | 'ValidationError';
    };

/** A reply in the words of the cart. A missing reply is a fault of the server. */
export function holdOutcome(reply: HoldReply | undefined): HoldOutcome {
  if (!reply) throw new Error('the server replied without a result');
  switch (reply.__typename) {
    case 'SeatHold':
      return { kind: 'held', lease: leaseOf(reply) };
    case 'ReleasedHold':
      return { kind: 'released' };
    case 'SeatsUnavailableError':
      return { kind: 'unavailable', seatIds: reply.seatIds };
    case 'HoldLimitError':
      return { kind: 'limit', limit: reply.limit };
    case 'NoAdjacentSeatsError':
      return { kind: 'noAdjacent' };
    case 'HoldExpiredError':
      return { kind: 'expired' };
    case 'HoldConflictError':
      return { kind: 'conflict' };
    case 'SalesClosedError':
    case 'NotFoundError':
      return { kind: 'closed' };
    case 'ValidationError':
      return { kind: 'failed' };
  }
}

function leaseOf({ id, seatIds, expiresAt, deadline, serverTime }: SeatHoldFieldsFragment): HoldLease {
  const until = Date.parse(expiresAt);
  return {
    holdId: id,
    seatIds,
    expiresAt: until,
    deadline: Date.parse(deadline),
    duration: until - Date.parse(serverTime),
  };
}
