import type { HoldId, OrderId, SeatId, ShiftId, ShowtimeId, StaffId, StationId, TicketId } from '#shared/domain/ids.ts';
import { subtractMoney, sumMoney, type Money } from '#shared/domain/money.ts';
import { type OrderState } from '#shared/domain/order-state.ts';
import { includedTax, priceOf, ticketTypesOf, type PriceList } from '#shared/domain/pricing.ts';
import type { Seat, SeatKind } from '#shared/domain/seat.ts';
import { amountTooLow, invalid, type AmountTooLowError, type ValidationError } from './failures.ts';

export interface OrderLine {
  readonly seatId: string;
  readonly ticketType: string;
}

/** A line whose seat and price are known. */
export interface PricedLine {
  readonly seat: Seat;
  readonly ticketType: string;
  readonly price: Money;
}

export interface Quote {
  readonly lines: readonly PricedLine[];
  readonly total: Money;
  readonly tax: Money;
}

/** Who is admitted to which seat. It stays as it was sold; prints and admissions are counted. */
export interface Ticket {
  readonly id: TicketId;
  readonly serial: string;
  readonly seatId: SeatId;
  readonly row: string;
  readonly number: number;
  readonly seatKind: SeatKind;
  readonly ticketType: string;
  readonly price: Money;
  readonly qr: string;
  readonly printCount: number;
}

/** A ticket for a seat: what is printed of the seat is taken from it. */
export function ticketFor(seat: Seat, details: Omit<Ticket, 'seatId' | 'row' | 'number' | 'seatKind'>): Ticket {
  return { seatId: seat.id, row: seat.row, number: seat.number, seatKind: seat.kind, ...details };
}

export interface CashPayment {
  readonly kind: 'CASH';
  readonly received: Money;
  readonly changeDue: Money;
}

export interface CardPayment {
  readonly kind: 'CARD';
}

export interface Order {
  readonly id: OrderId;
  readonly code: string;
  readonly receiptNumber: string;
  readonly state: OrderState;
  readonly showtimeId: ShowtimeId;
  readonly holdId: HoldId;
  /** The fence of the hold that was paid, for later checks of who may still change something. */
  readonly fence: number;
  readonly total: Money;
  readonly tax: Money;
  readonly payment: CashPayment | CardPayment;
  readonly tickets: readonly Ticket[];
  readonly placedAt: Date;
  readonly placedBy: { readonly staffId: StaffId; readonly name: string };
  readonly stationId: StationId | null;
  readonly shiftId: ShiftId | null;
}

/**
 * Prices an order. Each held seat needs exactly one line with a ticket type that the list sells in the seat's area;
 * anything else is refused, so that the guest pays for what is held and nothing more.
 */
export function quote(
  held: readonly Seat[],
  lines: readonly OrderLine[],
  prices: PriceList,
): { readonly quote: Quote } | { readonly failure: ValidationError } {
  const typeBySeat = new Map<string, string>();
  for (const line of lines) {
    if (typeBySeat.has(line.seatId)) return { failure: invalid('lines', `Seat ${line.seatId} has two lines.`) };
    typeBySeat.set(line.seatId, line.ticketType);
  }
  const priced: PricedLine[] = [];
  for (const seat of held) {
    const ticketType = typeBySeat.get(seat.id);
    if (ticketType === undefined) return { failure: invalid('lines', `Seat ${seat.id} is held but has no line.`) };
    const price = priceOf(prices, ticketType, seat.kind);
    if (!price) return { failure: unknownTicketType(ticketType, prices) };
    priced.push({ seat, ticketType, price });
    typeBySeat.delete(seat.id);
  }
  const [stray] = typeBySeat.keys();
  if (stray !== undefined) return { failure: invalid('lines', `Seat ${stray.slice(0, 20)} is not in this hold.`) };
  const total = sumMoney(
    priced.map((line) => line.price),
    prices.currency,
  );
  return { quote: { lines: priced, total, tax: includedTax(total, prices.taxBasisPoints) } };
}

function unknownTicketType(ticketType: string, prices: PriceList): ValidationError {
  const known = ticketTypesOf(prices).join(', ');
  return invalid(
    'lines',
    `There is no ticket type ${JSON.stringify(ticketType.slice(0, 20))}. This showtime has ${known}.`,
  );
}

/** At most this much cash for one order, in minor units: larger amounts are typing errors. */
const maximumCashReceived = 1_000_000;

/** Takes cash for a total: what comes back, or why it isn't enough. */
export function takeCash(
  total: Money,
  received: number,
): { readonly payment: CashPayment } | { readonly failure: AmountTooLowError | ValidationError } {
  if (received < 0 || received > maximumCashReceived) {
    return {
      failure: invalid('tender.cash.received', `Cash received lies between 0 and ${maximumCashReceived} minor units.`),
    };
  }
  const cash: Money = { amount: received, currency: total.currency };
  const changeDue = subtractMoney(cash, total);
  if (changeDue.amount < 0) return { failure: amountTooLow({ ...changeDue, amount: -changeDue.amount }) };
  return { payment: { kind: 'CASH', received: cash, changeDue } };
}
