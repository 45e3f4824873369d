import { seatStates } from '#shared/domain/seat-map.ts';
import { validTickets, type Order } from '../../domain/order.ts';
import type { ShowSeatDocument } from '../../mongo/collections.ts';
import type { Records } from './records.ts';
import type { Violations } from './violations.ts';

/**
 * Invariant 1, after every commit: a seat is in at most one order, and the claims are exactly what the orders promise.
 */
export function checkClaims({ orders, claims }: Records, violations: Violations): void {
  const expected = new Map<string, string>();
  for (const order of orders) {
    for (const [seat, claim] of claimsOf(order)) {
      const other = expected.get(seat);
      violations.expect(other === undefined, () => `the seat ${seat} is in two orders: ${other} and ${claim}`);
      expected.set(seat, claim);
    }
  }
  const found = new Map(claims.filter(({ state }) => state !== 'BLOCKED').map((claim) => [claim._id, inWords(claim)]));
  for (const { _id, state } of claims) {
    violations.expect(state !== 'BLOCKED' || !expected.has(_id), () => `the blocked seat ${_id} is in an order`);
  }
  for (const seat of new Set([...expected.keys(), ...found.keys()])) {
    const [promised, claimed] = [expected.get(seat), found.get(seat)];
    violations.expect(promised === claimed, () => `${seat}: the orders promise ${promised}, the claim says ${claimed}`);
  }
}

/** The seats that an order has, and what their claims must say. */
function claimsOf(order: Order): readonly (readonly [seat: string, claim: string])[] {
  const { id: orderId, showtimeId, fence, state, lines } = order;
  const isPending = state === 'PENDING_PAYMENT';
  const places = isPending ? lines : validTickets(order);
  return places.map(({ seatId }) => [
    `${showtimeId}:${seatId}`,
    inWords({ state: isPending ? 'LOCKED' : 'BOOKED', orderId, fence }),
  ]);
}

function inWords({ state, orderId, fence }: Pick<ShowSeatDocument, 'state' | 'orderId' | 'fence'>): string {
  return `${state} for ${orderId} with ${fence}`;
}

/** How a live map differs from the claims, in words; nothing may be held any more. */
export function differenceOf(
  showtimeId: string,
  seatIds: readonly string[],
  packed: string | undefined,
  { claims }: Records,
): string | undefined {
  const expected = seatIds.map((seatId) => {
    const claim = claims.find(({ _id }) => _id === `${showtimeId}:${seatId}`);
    return claim ? seatStates[claim.state] : seatStates.FREE;
  });
  const wanted = expected.join('');
  return packed === wanted ? undefined : `the live map of ${showtimeId} says ${packed}, the claims say ${wanted}`;
}
