import type { CinemaId, ShiftId, StaffId, StationId } from '#shared/domain/ids.ts';
import { subtractMoney, sumMoney, type Money } from '#shared/domain/money.ts';
import { invalid, type ValidationError } from './failures.ts';

/** A cashier's session at a drawer. What should be in the drawer is derived from the movements, never stored. */
export interface Shift {
  readonly id: ShiftId;
  readonly cinemaId: CinemaId;
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
  /** How many movements other than sales it has seen. */
  readonly movementCount: number;
  /** These four are null while it is open. */
  readonly closedAt: Date | null;
  readonly closedBy: string | null;
  /** What was found in the drawer at the end, counted before anybody was told what should be there. */
  readonly counted: Money | null;
  /** The idempotency key of the request that closed it, if it had one: `<staffId>:<key>`. */
  readonly closingKey: string | null;
}

/** Money into (positive) or out of (negative) a drawer. Written once, never edited. */
export interface CashMovement {
  readonly id: string;
  readonly shiftId: ShiftId;
  /** NO_SALE: the drawer was opened, and nothing was put in or taken out. */
  readonly kind: 'SALE' | 'REFUND' | 'PAID_IN' | 'PAID_OUT' | 'NO_SALE';
  /** The change given back is already taken off. */
  readonly amount: Money;
  readonly orderId: string | null;
  /** Why, for what is no sale. */
  readonly reason: string | null;
  readonly at: Date;
}

/** What should be in the drawer: the float and all movements. */
export function expectedInDrawer(openingFloat: Money, movements: readonly Money[]): Money {
  return sumMoney([openingFloat, ...movements], openingFloat.currency);
}

/** What was counted less what should be there: positive is over, negative is short. Null while nobody has counted. */
export function overShort({ counted }: Pick<Shift, 'counted'>, expected: Money): Money | null {
  return counted && subtractMoney(counted, expected);
}

/** More than this isn't in a drawer, in minor units: larger amounts are typing errors. */
const mostInDrawer = 1_000_000;

/** The failure when an opening float (minor units) can't be right. */
export function refuseFloat(amount: number): ValidationError | undefined {
  if (amount >= 0 && amount <= mostInDrawer) return undefined;
  return invalid('openingFloat', `A float lies between 0 and ${mostInDrawer} minor units.`);
}

/** The failure when a count (minor units) can't be right. */
export function refuseCount(amount: number): ValidationError | undefined {
  if (amount >= 0 && amount <= mostInDrawer) return undefined;
  return invalid('counted', `A count lies between 0 and ${mostInDrawer} minor units.`);
}

/** The failure when an amount paid into or out of a drawer (minor units) can't be right. */
export function refuseMovement(amount: number): ValidationError | undefined {
  if (amount >= 1 && amount <= mostInDrawer) return undefined;
  return invalid('amount', `An amount lies between 1 and ${mostInDrawer} minor units. Say by its kind where it goes.`);
}

/** Paying out more than this needs the right to do so, in minor units. */
const freePayout = 10_000;

/** Whether somebody with more rights must agree to a movement. */
export function needsPayoutRight({
  kind,
  amount,
}: {
  readonly kind: CashMovement['kind'];
  readonly amount: number;
}): boolean {
  return kind === 'PAID_OUT' && amount > freePayout;
}
