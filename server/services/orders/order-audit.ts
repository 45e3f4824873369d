import { v7 as uuid } from 'uuid';
import { subtractMoney } from '#shared/domain/money.ts';
import { auditEntry, type AuditAction, type AuditEntry } from '../../domain/audit-entry.ts';
import type { Actor } from '../../domain/actor.ts';
import { amountDue, type Order } from '../../domain/order.ts';

/** Who does something to an order; null for the system itself. */
export type OrderActor = Pick<Actor, 'staffId' | 'name' | 'stationId'> | null;

/** An entry about all seats of an order. */
export function orderEntry(
  action: AuditAction,
  order: Order,
  at: Date,
  by: OrderActor,
  details: Readonly<Record<string, unknown>> = {},
): AuditEntry {
  const { showtimeId, id: orderId, shiftId, lines } = order;
  const seatIds = lines.map(({ seatId }) => seatId);
  return auditEntry(uuid(), action, at, by, { showtimeId, orderId, shiftId, seatIds, details });
}

/** That an order was accepted. */
export function placedEntry(order: Order, by: OrderActor): AuditEntry {
  const { code, holdId, fence, total, payment, paymentDueAt, exchange } = order;
  return orderEntry('order.placed', order, order.placedAt, by, {
    code,
    holdId,
    fence: String(fence),
    total,
    tender: payment.kind,
    ...(paymentDueAt && { paymentDueAt }),
    ...(exchange && { exchange }),
  });
}

/** That an order was paid, and an entry for each ticket that was issued. */
export function paidEntries(order: Order, at: Date, by: OrderActor): readonly AuditEntry[] {
  const { showtimeId, id: orderId, shiftId } = order;
  return [
    orderEntry('order.paid', order, at, by, { ...tenderDetails(order), receiptNumber: order.receiptNumber }),
    ...order.tickets.map(({ id, serial, seatId, ticketType, price }) =>
      auditEntry(uuid(), 'ticket.issued', at, by, {
        showtimeId,
        orderId,
        shiftId,
        seatIds: [seatId],
        details: { ticketId: id, serial, ticketType, price },
      }),
    ),
  ];
}

function tenderDetails(order: Order): Readonly<Record<string, unknown>> {
  const { payment } = order;
  switch (payment.kind) {
    case 'CASH': {
      const kept = subtractMoney(payment.received, payment.changeDue);
      return { tender: 'CASH', received: payment.received, changeDue: payment.changeDue, kept };
    }
    case 'CARD':
      return { tender: 'CARD', kept: amountDue(order), intentId: payment.intentId, card: payment.card };
    case 'CREDIT':
    case 'UNPAID':
      return { tender: payment.kind };
  }
}
