import { money, type Money } from './money.ts';
import type { SeatKind } from './seat.ts';

/** The ticket types every price list knows; a cinema's list may add more. */
export const standardTicketTypes = ['ADULT', 'CHILD', 'SENIOR', 'STUDENT'] as const;

/** What one ticket type costs in one seat area, in minor units. */
export interface Price {
  readonly ticketType: string;
  readonly seatKind: SeatKind;
  readonly amount: number;
}

export interface PriceList {
  readonly currency: string;
  readonly prices: readonly Price[];
  /** Value added tax included in the prices, in basis points: 550 is 5.5 %. */
  readonly taxBasisPoints: number;
}

/** The price of a ticket, or undefined when the list doesn't sell that type in that area. */
export function priceOf(list: PriceList, ticketType: string, seatKind: SeatKind): Money | undefined {
  const price = list.prices.find((each) => each.ticketType === ticketType && each.seatKind === seatKind);
  return price && money(price.amount, list.currency);
}

/** The ticket types of a list, in the list's order. */
export function ticketTypesOf(list: PriceList): readonly string[] {
  return [...new Set(list.prices.map((price) => price.ticketType))];
}

/** The tax contained in a gross amount (minor units, rounded half up to a whole minor unit). */
export function includedTax(gross: Money, taxBasisPoints: number): Money {
  return money(Math.round((gross.amount * taxBasisPoints) / (10_000 + taxBasisPoints)), gross.currency);
}
