import { invalid, invalidTransition, type InvalidTransitionError, type ValidationError } from './failures.ts';
import { fundsOf } from './funds.ts';
import { validTickets, type Order, type Ticket } from './order.ts';

/** The failure when an order has no tickets that may be given back. `wish`: what was asked for, as in "refunded". */
export function refuseState({ state }: Pick<Order, 'state'>, wish: string): InvalidTransitionError | undefined {
  return state === 'PAID' || state === 'PARTIALLY_REFUNDED' ? undefined : invalidTransition(state, wish);
}

/** The failure when no money of an order may go back, because of its state or because we never had it. */
export function refuseRefund(order: Order, wish: string): InvalidTransitionError | ValidationError | undefined {
  return refuseState(order, wish) ?? refuseForeignFunds(order);
}

/** The tickets that somebody wants to give back, all valid ones by default; the failure when one of them isn't valid. */
export function ticketsToReturn(
  order: Pick<Order, 'tickets'>,
  ticketIds: readonly string[] | null,
): { readonly tickets: readonly Ticket[] } | { readonly failure: ValidationError } {
  const valid = validTickets(order);
  if (ticketIds === null) return { tickets: valid };
  const wanted = new Set(ticketIds);
  const tickets = valid.filter(({ id }) => wanted.has(id));
  if (tickets.length > 0 && tickets.length === wanted.size) return { tickets };
  const problem = wanted.size === 0 ? 'No ticket was chosen.' : 'One of these tickets is not valid in this order.';
  return { failure: invalid('ticketIds', `${problem} Look at the order again.`) };
}

/** The failure when a part of an order was paid where we can't pay it back. */
export function refuseForeignFunds(order: Order): ValidationError | undefined {
  const isForeign = fundsOf(order).some(({ tender, intentId }) => tender === 'CARD' && intentId === null);
  if (!isForeign) return undefined;
  return invalid('orderId', 'This order was paid by card at another system. Have it refunded where it was paid.');
}
