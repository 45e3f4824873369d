import type { OrderEventType } from '../../domain/order-event.ts';

/** What a guest is told about. The names are public. */
export type NotificationKind = 'ORDER_CONFIRMATION' | 'PAYMENT_FAILED' | 'REFUND' | 'WAITING_LIST_OFFER';

const kindsByEvent: Readonly<Partial<Record<OrderEventType, NotificationKind>>> = {
  'order.paid': 'ORDER_CONFIRMATION',
  'order.payment_failed': 'PAYMENT_FAILED',
  'order.voided': 'REFUND',
  'order.partially_refunded': 'REFUND',
  'order.refunded': 'REFUND',
  'waitinglist.offered': 'WAITING_LIST_OFFER',
};

/** What to tell a guest when this happened; undefined when it is none of their business. */
export function notificationOf(event: OrderEventType): NotificationKind | undefined {
  return kindsByEvent[event];
}
