/** What can happen to an order. Every change writes one of these into the outbox in its own transaction. */
export const orderEventTypes = [
  'order.placed',
  'order.paid',
  'order.payment_failed',
  'order.expired',
  'order.cancelled',
  'order.voided',
  'order.partially_refunded',
  'order.refund_requested',
  'order.refunded',
  'order.exchanged',
  'waitinglist.offered',
  'waitinglist.lapsed',
] as const;
export type OrderEventType = (typeof orderEventTypes)[number];

/** One change of an order, as the streams carry it. Whoever hears of it reads the order itself, as it is by then. */
export interface OrderEvent {
  /** A UUID v7; the same however often the event is told. */
  readonly id: string;
  readonly type: OrderEventType;
  readonly orderId: string;
  readonly at: Date;
  /** What can't be seen from the order. */
  readonly data: Readonly<Record<string, string>>;
}
