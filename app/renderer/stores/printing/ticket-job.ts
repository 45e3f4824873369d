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

/** Who prints where, and in which words. */
export interface PrintContext {
  readonly cinema: {
    readonly name: string;
    readonly address: string;
    readonly taxId: string;
    readonly timeZone: string;
  };
  readonly stationName: string;
  readonly cashierName: string;
  readonly locale: string;
  readonly words: TicketWords;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly newId: () => string;
}

/** The job that prints a ticket for the first time. Handing it in again, after a crash, prints nothing twice. */
export function firstJobId({ serial }: Pick<TicketFieldsFragment, 'serial'>): string {
  return `${serial}-1`;
}

/** One ticket is one job, so that each is printed, reported and printed again by itself. */
export function ticketJob(
  order: OrderFieldsFragment,
  ticket: TicketFieldsFragment,
  copies: PrintCopies,
  context: PrintContext,
): PrintJob {
  return {
    jobId: copies === 'ORIGINAL' ? firstJobId(ticket) : `${ticket.serial}-${context.newId().slice(0, 13)}`,
    orderId: order.id,
    orderCode: order.code,
    createdAt: context.createdAt,
    copies,
    locale: context.locale,
    documents: [ticketDocument(order, ticket, copies, context)],
  };
}

function ticketDocument(
  { showtime, tickets, code }: OrderFieldsFragment,
  ticket: TicketFieldsFragment,
  copies: PrintCopies,
  { words, cinema, stationName, cashierName }: PrintContext,
): TicketDocument {
  return {
    kind: 'ticket',
    ticketId: ticket.id,
    cinemaName: cinema.name,
    movieTitle: showtime.movie.title,
    details: words.details(showtime),
    startsAt: showtime.startsAt,
    timeZone: cinema.timeZone,
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
    stationName,
    cashierName,
    printNumber: copies === 'ORIGINAL' ? 1 : Math.max(ticket.printCount, 1) + 1,
    position: { number: tickets.findIndex((each) => each.id === ticket.id) + 1, of: tickets.length },
  };
}
