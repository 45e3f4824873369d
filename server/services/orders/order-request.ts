import type {
  AmountTooLowError,
  HoldConflictError,
  HoldExpiredError,
  IdempotencyConflictError,
  PaymentUnavailableError,
  SalesClosedError,
  SeatsUnavailableError,
  ShiftNotOpenError,
  ValidationError,
} from '../../domain/failures.ts';
import type { Contact, Exchange, Order, OrderRequestLine } from '../../domain/order.ts';
import type { Tender } from '../../domain/payment.ts';
import type { Showtime } from '../../domain/showtime.ts';
import type { KeyedRequest } from './replies.ts';

export interface PlaceOrderInput {
  readonly holdId: string;
  readonly lines: readonly OrderRequestLine[];
  readonly tender: Tender;
  readonly contact: Contact | null;
  readonly idempotencyKey: string;
}

export type PlaceOrderFailure =
  | HoldExpiredError
  | HoldConflictError
  | SeatsUnavailableError
  | SalesClosedError
  | ShiftNotOpenError
  | AmountTooLowError
  | PaymentUnavailableError
  | IdempotencyConflictError
  | ValidationError;

export type PlaceOrderOutcome = { readonly order: Order } | { readonly failure: PlaceOrderFailure };

/** How an order is to be paid: now, until an instant, or not at all because nothing is due. */
export type Settlement =
  Tender | { readonly kind: 'LATER'; readonly dueAt: (showtime: Showtime) => Date } | { readonly kind: 'NOTHING' };

/** What turns a hold into an order. */
export interface AcceptRequest {
  readonly holdId: string;
  readonly lines: readonly OrderRequestLine[];
  readonly settlement: Settlement;
  readonly contact: Contact | null;
  /** The tickets that are given for it. */
  readonly exchange: Omit<Exchange, 'credit' | 'carried'> | null;
  readonly keyed: KeyedRequest;
}
