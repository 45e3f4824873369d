import type { HoldId, OrderId, SeatId, ShiftId, ShowtimeId, StaffId, StationId, TicketId } from '#shared/domain/ids.ts';
import { subtractMoney, sumMoney, type Money } from '#shared/domain/money.ts';
import { type OrderState } from '#shared/domain/order-state.ts';
import { includedTax, priceOf, ticketTypesOf, type PriceList } from '#shared/domain/pricing.ts';
import type { Seat, SeatKind } from '#shared/domain/seat.ts';
import { invalid, type ValidationError } from './failures.ts';
import type { Fund } from './fund.ts';
import type { Payment } from './payment.ts';

/** What somebody asks for: a ticket of this type for that seat. */
export interface OrderRequestLine {
  readonly seatId: string;
  readonly ticketType: string;
}

/** One seat of an order, as it was priced. */
export interface OrderLine {
  readonly seatId: SeatId;
  readonly row: string;
  readonly number: number;
  readonly seatKind: SeatKind;
  readonly ticketType: string;
  readonly price: Money;
}

export interface Quote {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly tax: Money;
  /** The rate of the tax, in basis points. */
  readonly taxBasisPoints: number;
}

/** Who is admitted to which seat. It stays as it was sold, but for its state and how often it was printed. */
export interface Ticket extends OrderLine {
  readonly id: TicketId;
  readonly serial: string;
  readonly qr: string;
  readonly printCount: number;
  /** RETURNED: void, refunded or exchanged; its seat is free again. */
  readonly state: 'VALID' | 'RETURNED';
}

/** Where a guest can be told about an order. */
export interface Contact {
  readonly email: string;
  /** BCP 47. */
  readonly locale: string;
}

/** The tickets that are given back for an order when it is paid, and who agreed to that. */
export interface Exchange {
  readonly fromOrderId: OrderId;
  readonly ticketIds: readonly TicketId[];
  /** What was paid for them. */
  readonly worth: Money;
  /** How much of that pays for this order: never more than its total. The rest goes back to the tender that paid. */
  readonly credit: Money;
  /** Where the credit came from; empty until this order is paid. */
  readonly carried: readonly Fund[];
  readonly reason: string;
  readonly approvedBy: string | null;
}

export interface Order {
  readonly id: OrderId;
  readonly code: string;
  /** Null until paid. */
  readonly receiptNumber: string | null;
  readonly state: OrderState;
  readonly showtimeId: ShowtimeId;
  readonly holdId: HoldId;
  /** The fence of the hold that was paid, for later checks of who may still change something. */
  readonly fence: number;
  readonly total: Money;
  readonly tax: Money;
  /** The rate of the tax, in basis points. */
  readonly taxBasisPoints: number;
  readonly lines: readonly OrderLine[];
  readonly payment: Payment;
  /** Issued when the order is paid. */
  readonly tickets: readonly Ticket[];
  readonly exchange: Exchange | null;
  readonly contact: Contact | null;
  readonly placedAt: Date;
  readonly paidAt: Date | null;
  /** Until when an order that isn't paid keeps its seats; null once it is decided. */
  readonly paymentDueAt: Date | null;
  /** Until when a reservation may be collected, also when a card was tried in vain; null for what is paid at once. */
  readonly reservedUntil: Date | null;
  readonly placedBy: { readonly staffId: StaffId; readonly name: string };
  readonly stationId: StationId | null;
  /** The shift whose drawer and report the sale belongs to; null without one. */
  readonly shiftId: ShiftId | null;
}

/** What is to be paid with money: the total less what an exchange brings along. */
export function amountDue({ total, exchange }: Pick<Order, 'total' | 'exchange'>): Money {
  return exchange ? subtractMoney(total, exchange.credit) : total;
}

/** Whether an order is a reservation that may still be collected. */
export function isReservedAt<Some extends Pick<Order, 'reservedUntil'>>(
  order: Some,
  now: Date,
): order is Some & { readonly reservedUntil: Date } {
  return order.reservedUntil !== null && order.reservedUntil > now;
}

/** The tickets that still admit somebody. */
export function validTickets({ tickets }: Pick<Order, 'tickets'>): readonly Ticket[] {
  return tickets.filter(({ state }) => state === 'VALID');
}

/**
 * Prices an order. Each held seat needs exactly one line with a ticket type that the list sells in the seat's area;
 * anything else is refused, so that the guest pays for what is held and nothing more.
 */
export function quote(
  held: readonly Seat[],
  requested: readonly OrderRequestLine[],
  prices: PriceList,
): { readonly quote: Quote } | { readonly failure: ValidationError } {
  const typeBySeat = new Map<string, string>();
  for (const line of requested) {
    if (typeBySeat.has(line.seatId)) return { failure: invalid('lines', `Seat ${line.seatId} has two lines.`) };
    typeBySeat.set(line.seatId, line.ticketType);
  }
  const lines: OrderLine[] = [];
  for (const seat of held) {
    const ticketType = typeBySeat.get(seat.id);
    if (ticketType === undefined) return { failure: invalid('lines', `Seat ${seat.id} is held but has no line.`) };
    const price = priceOf(prices, ticketType, seat.kind);
    if (!price) return { failure: unknownTicketType(ticketType, prices) };
    lines.push(lineFor(seat, ticketType, price));
    typeBySeat.delete(seat.id);
  }
  const [stray] = typeBySeat.keys();
  if (stray !== undefined) return { failure: invalid('lines', `Seat ${stray.slice(0, 20)} is not in this hold.`) };
  const total = sumMoney(
    lines.map((line) => line.price),
    prices.currency,
  );
  return {
    quote: { lines, total, tax: includedTax(total, prices.taxBasisPoints), taxBasisPoints: prices.taxBasisPoints },
  };
}

/** A line for a seat: what is printed of the seat is taken from it. */
export function lineFor(seat: Seat, ticketType: string, price: Money): OrderLine {
  return { seatId: seat.id, row: seat.row, number: seat.number, seatKind: seat.kind, ticketType, price };
}

function unknownTicketType(ticketType: string, prices: PriceList): ValidationError {
  const known = ticketTypesOf(prices).join(', ');
  return invalid(
    'lines',
    `There is no ticket type ${JSON.stringify(ticketType.slice(0, 20))}. This showtime has ${known}.`,
  );
}
