import type { ShiftId, StaffId, StationId } from '#shared/domain/ids.ts';
import { sumMoney, type Money } from '#shared/domain/money.ts';
import { invalid, type ValidationError } from './failures.ts';

/** A cashier's session at a drawer. What should be in the drawer is derived from the movements, never stored. */
export interface Shift {
  readonly id: ShiftId;
  readonly number: number;
  readonly state: 'OPEN' | 'CLOSED';
  readonly staffId: StaffId;
  readonly staffName: string;
  readonly stationId: StationId | null;
  readonly openedAt: Date;
  readonly openingFloat: Money;
  /** How many receipts and tickets this shift has issued: their numbers are counted without gaps. */
  readonly receiptCount: number;
  readonly ticketCount: number;
}

/** Money into (positive) or out of (negative) a drawer. Written once, never edited. */
export interface CashMovement {
  readonly id: string;
  readonly shiftId: ShiftId;
  readonly kind: 'SALE';
  /** The change given back is already taken off. */
  readonly amount: Money;
  readonly orderId: string | null;
  readonly at: Date;
}

/** What should be in the drawer: the float and all movements. */
export function expectedInDrawer(openingFloat: Money, movements: readonly Money[]): Money {
  return sumMoney([openingFloat, ...movements], openingFloat.currency);
}

const maximumFloat = 1_000_000;

/** The failure when an opening float (minor units) can't be right. */
export function refuseFloat(amount: number): ValidationError | undefined {
  if (amount >= 0 && amount <= maximumFloat) return undefined;
  return invalid('openingFloat', `A float lies between 0 and ${maximumFloat} minor units.`);
}
