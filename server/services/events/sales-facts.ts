import type { Order, Ticket } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';

/**
 * Something that counts in the sales figures once. It is named by what happened and not by the event that told of it, so
 * that events may come twice, late or in any order.
 */
export interface SalesFact {
  /** Unique among all facts. */
  readonly name: string;
  readonly kind: 'SOLD' | 'RETURNED';
  readonly at: Date;
  readonly tickets: readonly Ticket[];
}

/**
 * Everything that has happened to an order so far, as it counts in the figures: its sale, and the return of each ticket.
 * `toldAt` dates a return for which no money went back.
 */
export function salesFactsOf(order: Order, refunds: readonly Refund[], toldAt: Date): readonly SalesFact[] {
  const { paidAt, tickets } = order;
  if (!paidAt || tickets.length === 0) return [];
  const returned = tickets.filter(({ state }) => state === 'RETURNED');
  return [
    { name: `sold:${order.id}`, kind: 'SOLD', at: paidAt, tickets },
    ...returned.map((ticket): SalesFact => {
      const record = refunds.find(({ orderId, ticketIds }) => orderId === order.id && ticketIds.includes(ticket.id));
      return { name: `returned:${ticket.id}`, kind: 'RETURNED', at: record?.requestedAt ?? toldAt, tickets: [ticket] };
    }),
  ];
}
