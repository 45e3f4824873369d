import { money, subtractMoney, type Money } from '#shared/domain/money.ts';
import { invalid, type AmountTooLowError, type ValidationError } from '../../domain/failures.ts';
import { quote, type Exchange, type Quote } from '../../domain/order.ts';
import { refuseEmptyCharge, takeCash, type Payment } from '../../domain/payment.ts';
import { seatsAt, type SeatPlan, type Showtime } from '../../domain/showtime.ts';
import type { LiveHold } from '../../redis/seat-locks.ts';
import type { AcceptRequest } from './order-request.ts';

export interface Priced {
  readonly quote: Quote;
  readonly exchange: Exchange | null;
  /** What is to be paid with money. */
  readonly due: Money;
  /** Known already, unless a gateway must be asked or it is paid later. */
  readonly payment: Payment | null;
}

/** What the seats of a hold cost, what an exchange brings along, and how the rest is paid. */
export function price(
  hold: LiveHold,
  plan: SeatPlan,
  showtime: Showtime,
  { lines, settlement, exchange: offered }: AcceptRequest,
): Priced | { readonly failure: AmountTooLowError | ValidationError } {
  const quoted = quote(seatsAt(plan, hold.seats), lines, showtime.prices);
  if ('failure' in quoted) return quoted;
  const { total } = quoted.quote;
  if (offered && offered.worth.currency !== total.currency) return { failure: otherCurrency() };
  const credit = money(Math.min(offered?.worth.amount ?? 0, total.amount), total.currency);
  const exchange = offered && { ...offered, credit, carried: [] };
  const due = subtractMoney(total, credit);
  const priced = { ...quoted, exchange, due };
  if (exchange && due.amount === 0) return { ...priced, payment: { kind: 'CREDIT' } };
  switch (settlement.kind) {
    case 'NOTHING':
      return { failure: invalid('tender', 'The new seats cost more. Say how the difference is paid.') };
    case 'CASH': {
      const taken = takeCash(due, settlement.received);
      return 'failure' in taken ? taken : { ...priced, payment: taken.payment };
    }
    case 'CARD':
    case 'LATER': {
      const refused = refuseEmptyCharge(due, settlement);
      return refused ? { failure: refused } : { ...priced, payment: null };
    }
  }
}

function otherCurrency(): ValidationError {
  return invalid('holdId', 'The new seats are sold in another currency. Refund the tickets, then sell the new ones.');
}
