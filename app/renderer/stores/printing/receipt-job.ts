import { formatCode } from '#shared/domain/codes.ts';
import { subtractMoney, type Money } from '#shared/domain/money.ts';
import type { PrintCopies, PrintJob, ReceiptDocument, ReceiptTender } from '#shared/domain/print.ts';
import type { OrderFieldsFragment } from '../../graphql/generated/operations.ts';
import type { PrintContext } from './ticket-job.ts';

/** The job that prints an order's receipt for the first time; handing it in again prints nothing twice. */
export function firstReceiptJobId(orderId: string): string {
  return orderId;
}

/** The proof of payment of an order, for guests who ask for it. */
export function receiptJob(order: OrderFieldsFragment, copies: PrintCopies, context: PrintContext): PrintJob {
  const firstId = firstReceiptJobId(order.id);
  return {
    jobId: copies === 'ORIGINAL' ? firstId : `${firstId}-${context.newId().slice(0, 13)}`,
    orderId: order.id,
    orderCode: order.code,
    createdAt: context.createdAt,
    copies,
    locale: context.locale,
    documents: [receiptDocument(order, context)],
  };
}

function receiptDocument(order: OrderFieldsFragment, context: PrintContext): ReceiptDocument {
  const { cinema, stationName, cashierName, words } = context;
  const { showtime, tickets } = order;
  const [total, tax] = [plain(order.total), plain(order.tax)];
  return {
    kind: 'receipt',
    cinemaName: cinema.name,
    address: cinema.address,
    vatId: cinema.taxId,
    // A receipt without a number can't be printed: nothing asks for one before the order is paid.
    receiptNumber: order.receiptNumber ?? '',
    issuedAt: order.placedAt,
    timeZone: cinema.timeZone,
    stationName,
    cashierName,
    sections: [
      {
        showtime: {
          movieTitle: showtime.movie.title,
          startsAt: showtime.startsAt,
          auditoriumName: showtime.auditorium.name,
        },
        lines: tickets.map((ticket) => ({
          kind: 'seat',
          ticketTypeName: words.ticketType(ticket.ticketType),
          row: ticket.row,
          seat: ticket.number,
          amount: plain(ticket.price),
        })),
      },
    ],
    total,
    tender: receiptTender(order),
    vat: [{ rateBasisPoints: showtime.prices.taxBasisPoints, net: subtractMoney(total, tax), vat: tax, gross: total }],
    orderCode: formatCode(order.code),
  };
}

function receiptTender({ tender, total, cashReceived, changeDue }: OrderFieldsFragment): ReceiptTender {
  if (tender === 'CARD' || !cashReceived || !changeDue) return { kind: 'card', amount: plain(total) };
  return { kind: 'cash', received: plain(cashReceived), change: plain(changeDue) };
}

/** Without what the GraphQL client adds: the main process takes nothing that it doesn't know. */
function plain({ amount, currency }: Money): Money {
  return { amount, currency };
}
