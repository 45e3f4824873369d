/** The expected failures of shifts and business days; the rest is in `failures.ts`. */
import type { OrderId } from '#shared/domain/ids.ts';
import type { FailureOf } from './failures.ts';
import type { Shift } from './shift.ts';

export type ShiftAlreadyOpenError = FailureOf<'ShiftAlreadyOpenError'> & { readonly shift: Shift };
export type PaymentsPendingError = FailureOf<'PaymentsPendingError'> & { readonly orderIds: readonly OrderId[] };
export type OpenShiftsError = FailureOf<'OpenShiftsError'> & { readonly shifts: readonly Shift[] };
export type BusinessDayClosedError = FailureOf<'BusinessDayClosedError'> & { readonly nextDayAt: Date };

export function shiftAlreadyOpen(shift: Shift): ShiftAlreadyOpenError {
  return {
    __typename: 'ShiftAlreadyOpenError',
    code: 'SHIFT_ALREADY_OPEN',
    message: `Your shift ${shift.number} is open already. Go on with it.`,
    shift,
  };
}

export function paymentsPending(orderIds: readonly OrderId[]): PaymentsPendingError {
  return {
    __typename: 'PaymentsPendingError',
    code: 'PAYMENTS_PENDING',
    message: 'A card payment of this shift is under way. Wait until it is decided, or cancel it.',
    orderIds,
  };
}

export function openShifts(shifts: readonly Shift[]): OpenShiftsError {
  const names = shifts.map(({ number, staffName }) => `${number} (${staffName})`).join(', ');
  return {
    __typename: 'OpenShiftsError',
    code: 'OPEN_SHIFTS',
    message: `Shifts of this day are still open: ${names}. Close them first.`,
    shifts,
  };
}

/** `date`: `YYYY-MM-DD`. */
export function businessDayClosed(date: string, nextDayAt: Date): BusinessDayClosedError {
  return {
    __typename: 'BusinessDayClosedError',
    code: 'BUSINESS_DAY_CLOSED',
    message: `The business day ${date} is closed. A shift can be opened again when the next one begins.`,
    nextDayAt,
  };
}
