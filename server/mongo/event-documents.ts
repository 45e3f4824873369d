import type { OrderEventType } from '../domain/order-event.ts';

/** A change of an order that must be told outside the database. */
export interface OutboxEntry {
  /** A UUID v7: the event's id wherever it is told. */
  readonly _id: string;
  readonly type: OrderEventType;
  readonly orderId: string;
  readonly at: Date;
  /** What can't be seen from the order. */
  readonly data?: Readonly<Record<string, string>>;
}

/** An entry, and how far it was told. Kept for a day after it was, in case Redis forgets. */
export interface OutboxDocument extends OutboxEntry {
  /** The life of the streams that it was relayed into, 0 before: what a lost life had is relayed again. */
  readonly relayedIn: number;
  readonly relayedAt?: Date;
  /** How often its effects failed, and what they failed with last. */
  readonly failures?: number;
  readonly error?: string;
  /** When it is tried again. */
  readonly retryAt?: Date;
}

/** An effect of an event that a consumer group has written: its `_id` lets it happen once, however often the event comes. */
export interface HandledEventDocument {
  /** `<group>:<what>` */
  readonly _id: string;
  readonly at: Date;
}

/** What was sold and given back of one ticket type of one showtime on one business day. */
export interface SalesFigureDocument {
  /** `<cinemaId>:<date>:<showtimeId>:<ticketType>` */
  readonly _id: string;
  readonly cinemaId: string;
  /** The business day, `YYYY-MM-DD`. */
  readonly date: string;
  readonly showtimeId: string;
  readonly ticketType: string;
  readonly currency: string;
  readonly sold: number;
  /** Minor units. */
  readonly soldAmount: number;
  readonly returned: number;
  /** Minor units. */
  readonly returnedAmount: number;
}

/** A mail to a guest, sent or not. */
export interface NotificationDocument {
  /** `<event id>:<kind>` */
  readonly _id: string;
  readonly kind: string;
  readonly orderId: string;
  /** BCP 47. */
  readonly locale: string;
  /** QUEUED until it is decided; NOT_SENT when there was nothing to send, or nowhere to send it by. */
  readonly state: 'QUEUED' | 'SENT' | 'FAILED' | 'NOT_SENT';
  readonly attempts: number;
  /** Why it failed last, or wasn't sent. */
  readonly reason: string | null;
  readonly queuedAt: Date;
  readonly decidedAt: Date | null;
  /** Somebody is sending it until then. */
  readonly leasedUntil: Date;
}
