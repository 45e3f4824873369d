import type { CinemaId, ShiftId } from '#shared/domain/ids.ts';
import type { Money } from '#shared/domain/money.ts';
import type { ChainHead } from './audit-chain.ts';
import type { Takings } from './takings.ts';

/** A cinema's day as far as its money is concerned. */
export interface BusinessDay {
  /** See `businessDayId`. */
  readonly id: string;
  readonly cinemaId: CinemaId;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** How many shifts were opened in it. */
  readonly shiftCount: number;
  /** Null while it is open. */
  readonly closing: DayClosing | null;
}

/** The account of a day, made as it is closed and never changed. */
export interface DayClosing {
  readonly closedAt: Date;
  readonly closedBy: string;
  readonly shiftIds: readonly ShiftId[];
  /** All of it: what the shifts took, and what was sold without one. */
  readonly takings: Takings;
  /** What was sold at kiosks and over the API, and paid back without a drawer, in [outsideFrom, outsideBefore). */
  readonly outside: Takings;
  readonly outsideFrom: Date;
  readonly outsideBefore: Date;
  /** All shifts together: over is positive, short is negative. */
  readonly overShort: Money;
  /** Where the sealed audit history ended. */
  readonly auditHead: ChainHead;
  /** SHA-256 of all of the above; also in the audit entry of the closing, so that a change is found. */
  readonly hash: string;
}

export function businessDayId(cinemaId: CinemaId, date: string): string {
  return `${cinemaId}:${date}`;
}

/** What is sold without a shift has been written, or never will be, this long after it was paid, in ms. */
const settledAfterMs = 30_000;

/**
 * Which sales without a shift a day accounts for when it is closed at `now`: those from where the day before ended until
 * now, at most until the day is over. What is sold after an early closing is accounted for by the next day, so that
 * every sale is in exactly one. Undefined when the day has hardly begun.
 */
export function outsideRange(
  day: { readonly from: Date; readonly before: Date },
  dayBefore: Pick<BusinessDay, 'closing'> | undefined,
  now: Date,
): { readonly from: Date; readonly before: Date } | undefined {
  const settled = new Date(now.getTime() - settledAfterMs);
  if (settled <= day.from) return undefined;
  return {
    from: dayBefore?.closing?.outsideBefore ?? day.from,
    before: settled < day.before ? settled : day.before,
  };
}
