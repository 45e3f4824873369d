import { formatCode } from '#shared/domain/codes.ts';
import type { PrintCopies, PrintJob, TicketDocument } from '#shared/domain/print.ts';
import type {
  OrderFieldsFragment,
  ShowtimeFieldsFragment,
  TicketFieldsFragment,
} from '../../graphql/generated/operations.ts';

/** The words of a ticket, from the catalogue of the station's language. */
export interface TicketWords {
  readonly ticketType: (ticketType: string) => string;
  readonly seatKind: (seatKind: TicketFieldsFragment['seatKind']) => string;
  /** Format, language, subtitles, rating: what the guest should know, in this order. */
  readonly details: (showtime: ShowtimeFieldsFragment) => readonly string[];
}

export interface TicketJobContext {
  readonly cinemaName: string;
  readonly timeZone: string;
  readonly stationName: string;
  readonly cashierName: string;
  readonly locale: string;
  readonly words: TicketWords;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly copies: PrintCopies;
  readonly newId: () => string;
}

/**
 * One job per ticket, so that each is printed, reported and printed again by itself. The first print of a ticket always
 * has the same job id: handing it in again after a crash prints nothing twice.
 */
export function ticketJobs(order: OrderFieldsFragment, context: TicketJobContext): readonly PrintJob[] {
  return order.tickets.map((ticket, position) => ({
    jobId: context.copies === 'ORIGINAL' ? `${ticket.serial}-1` : `${ticket.serial}-${context.newId().slice(0, 13)}`,
    orderId: order.id,
    orderCode: order.code,
    createdAt: context.createdAt,
    copies: context.copies,
    locale: context.locale,
    documents: [ticketDocument(order, ticket, position + 1, context)],
  }));
}

function ticketDocument(
  { showtime, tickets, code }: OrderFieldsFragment,
  ticket: TicketFieldsFragment,
  number: number,
  { words, copies, ...context }: TicketJobContext,
): TicketDocument {
  return {
    kind: 'ticket',
    ticketId: ticket.id,
    cinemaName: context.cinemaName,
    movieTitle: showtime.movie.title,
    details: words.details(showtime),
    startsAt: showtime.startsAt,
    timeZone: context.timeZone,
    auditoriumNumber: showtime.auditorium.number,
    auditoriumName: showtime.auditorium.name,
    row: ticket.row,
    seat: ticket.number,
    ticketTypeName: words.ticketType(ticket.ticketType),
    seatKindName: words.seatKind(ticket.seatKind),
    price: { amount: ticket.price.amount, currency: ticket.price.currency },
    orderCode: formatCode(code),
    serial: ticket.serial,
    qr: ticket.qr,
    stationName: context.stationName,
    cashierName: context.cashierName,
    printNumber: copies === 'ORIGINAL' ? 1 : Math.max(ticket.printCount, 1) + 1,
    position: { number, of: tickets.length },
  };
}
