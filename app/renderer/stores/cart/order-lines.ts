import { sumMoney, type Money } from '#shared/domain/money.ts';
import type { SeatKind } from '#shared/domain/seat.ts';

/** What is sold for which kind of seat, as far as totals need it. */
export interface SellingPrices {
  /** In the order in which they are offered. */
  readonly ticketTypes: readonly string[];
  readonly prices: readonly { readonly ticketType: string; readonly seatKind: SeatKind; readonly price: Money }[];
}

/** What is known of a chosen seat. */
export interface ChosenSeat {
  readonly id: string;
  readonly row: string;
  readonly number: number;
  readonly kind: SeatKind;
}

/** One seat of an order with its ticket. */
export interface OrderLine {
  readonly seat: ChosenSeat;
  readonly ticketType: string;
  readonly price: Money;
  /** What could be chosen instead: types that are sold for this kind of seat, in the list's order. */
  readonly choices: readonly TicketChoice[];
}

export interface TicketChoice {
  readonly ticketType: string;
  readonly price: Money;
}

/**
 * The lines of an order: each seat with the type that was chosen for it, or the list's first one that is sold for such a
 * seat. A seat that the list doesn't price at all is left out of the result: it cannot be sold.
 */
export function orderLines(
  seats: readonly ChosenSeat[],
  ticketTypes: Readonly<Record<string, string>>,
  prices: SellingPrices,
): readonly OrderLine[] {
  return seats.flatMap((seat) => {
    const choices = ticketChoices(prices, seat.kind);
    const chosen = choices.find((choice) => choice.ticketType === ticketTypes[seat.id]) ?? choices[0];
    return chosen ? [{ seat, ...chosen, choices }] : [];
  });
}

/** The ticket types that are sold for a kind of seat, with their prices. */
function ticketChoices(prices: SellingPrices, seatKind: SeatKind): readonly TicketChoice[] {
  return prices.ticketTypes.flatMap((ticketType) => {
    const match = prices.prices.find((each) => each.ticketType === ticketType && each.seatKind === seatKind);
    return match ? [{ ticketType, price: match.price }] : [];
  });
}

/** What the lines cost together. */
export function linesTotal(lines: readonly OrderLine[], currency: string): Money {
  return sumMoney(
    lines.map((line) => line.price),
    currency,
  );
}
