/**
 * The expected failures of the API, as values. Their names and codes are public: each is a member of the unions in
 * `shared/schema`. The message is a sentence for a person that says what to do.
 */
import type { Money } from '#shared/domain/money.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import type { Permission } from '#shared/domain/roles.ts';

export interface FailureOf<Name extends string> {
  readonly __typename: Name;
  readonly code: string;
  readonly message: string;
}

export type NotFoundError = FailureOf<'NotFoundError'> & { readonly id: string };
export type ValidationError = FailureOf<'ValidationError'> & { readonly field: string };
export type IdempotencyConflictError = FailureOf<'IdempotencyConflictError'>;
export type InvalidCredentialsError = FailureOf<'InvalidCredentialsError'>;
export type AccountLockedError = FailureOf<'AccountLockedError'> & { readonly until: Date };
export type SeatsUnavailableError = FailureOf<'SeatsUnavailableError'> & { readonly seatIds: readonly string[] };
export type HoldLimitError = FailureOf<'HoldLimitError'> & { readonly limit: number };
export type HoldConflictError = FailureOf<'HoldConflictError'>;
export type HoldExpiredError = FailureOf<'HoldExpiredError'>;
export type SalesClosedError = FailureOf<'SalesClosedError'> & { readonly closedAt: Date };
export type NoAdjacentSeatsError = FailureOf<'NoAdjacentSeatsError'>;
export type ShiftNotOpenError = FailureOf<'ShiftNotOpenError'>;
export type AmountTooLowError = FailureOf<'AmountTooLowError'> & { readonly missing: Money };
export type InvalidTransitionError = FailureOf<'InvalidTransitionError'> & { readonly state: OrderState };
export type PaymentUnavailableError = FailureOf<'PaymentUnavailableError'>;
export type ApprovalRequiredError = FailureOf<'ApprovalRequiredError'> & { readonly permission: Permission };

export function notFound(what: string, id: string): NotFoundError {
  return {
    __typename: 'NotFoundError',
    code: 'NOT_FOUND',
    message: `There is no ${what} with the id ${quote(id)}.`,
    id,
  };
}

export function invalid(field: string, message: string): ValidationError {
  return { __typename: 'ValidationError', code: 'VALIDATION', message, field };
}

export function idempotencyConflict(): IdempotencyConflictError {
  return {
    __typename: 'IdempotencyConflictError',
    code: 'IDEMPOTENCY_CONFLICT',
    message: 'This idempotency key was used for another request. Make a new key for a new request.',
  };
}

export function invalidCredentials(message: string): InvalidCredentialsError {
  return { __typename: 'InvalidCredentialsError', code: 'INVALID_CREDENTIALS', message };
}

export function accountLocked(until: Date): AccountLockedError {
  return {
    __typename: 'AccountLockedError',
    code: 'ACCOUNT_LOCKED',
    message: 'Too many wrong attempts. Wait until the lock ends, then try again.',
    until,
  };
}

export function seatsUnavailable(seatIds: readonly string[]): SeatsUnavailableError {
  const verb = seatIds.length === 1 ? 'is' : 'are';
  return {
    __typename: 'SeatsUnavailableError',
    code: 'SEATS_UNAVAILABLE',
    message: `${seatIds.join(', ')} ${verb} taken. Choose other seats.`,
    seatIds,
  };
}

export function tooManySeats(limit: number): HoldLimitError {
  return {
    __typename: 'HoldLimitError',
    code: 'TOO_MANY_SEATS',
    message: `One hold takes at most ${limit} seats. Split the group over several holds.`,
    limit,
  };
}

export function tooManyHolds(limit: number): HoldLimitError {
  const holds = limit === 1 ? 'one hold' : `${limit} holds`;
  return {
    __typename: 'HoldLimitError',
    code: 'TOO_MANY_HOLDS',
    message: `You can have ${holds} at once. Finish or release another first.`,
    limit,
  };
}

export function holdConflict(message: string): HoldConflictError {
  return { __typename: 'HoldConflictError', code: 'HOLD_CONFLICT', message };
}

export function holdExpired(): HoldExpiredError {
  return {
    __typename: 'HoldExpiredError',
    code: 'HOLD_EXPIRED',
    message: 'The seats are not held any more. Hold them again.',
  };
}

export function salesClosed(closedAt: Date): SalesClosedError {
  return {
    __typename: 'SalesClosedError',
    code: 'SALES_CLOSED',
    message: 'This showtime has begun; its seats are not sold any more. Choose another showtime.',
    closedAt,
  };
}

export function noAdjacentSeats(count: number): NoAdjacentSeatsError {
  return {
    __typename: 'NoAdjacentSeatsError',
    code: 'NO_ADJACENT_SEATS',
    message: `There are no ${count} free seats side by side. Choose seats on the map, or split the group.`,
  };
}

export function shiftNotOpen(
  message = 'Cash is taken only in an open shift. Open your shift first.',
): ShiftNotOpenError {
  return { __typename: 'ShiftNotOpenError', code: 'SHIFT_NOT_OPEN', message };
}

export function amountTooLow(missing: Money): AmountTooLowError {
  return {
    __typename: 'AmountTooLowError',
    code: 'AMOUNT_TOO_LOW',
    message: 'The cash received is less than the total. Take the missing amount, or choose another way to pay.',
    missing,
  };
}

/** `wish`: what was asked for, as in "void". */
export function invalidTransition(state: OrderState, wish: string): InvalidTransitionError {
  return {
    __typename: 'InvalidTransitionError',
    code: 'INVALID_TRANSITION',
    message: `An order in the state ${state} can't be ${wish}. Look at the order again.`,
    state,
  };
}

export function paymentUnavailable(): PaymentUnavailableError {
  return {
    __typename: 'PaymentUnavailableError',
    code: 'PAYMENT_UNAVAILABLE',
    message: 'Cards can not be charged right now; nothing was charged. Try again, or take cash.',
  };
}

export function approvalRequired(permission: Permission): ApprovalRequiredError {
  return {
    __typename: 'ApprovalRequiredError',
    code: 'APPROVAL_REQUIRED',
    message: 'This needs the approval of a manager. Ask one to enter name and PIN.',
    permission,
  };
}

/** Ids come from outside: keep messages short whatever was sent. */
function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
