import { Temporal } from 'temporal-polyfill';

/** A cinema's day begins at this hour, so that a late show belongs to the evening it is sold for. */
const firstHour = 5;

/** A business day: its date, and the instants in [from, before) that belong to it. */
export interface BusinessDay {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly from: Date;
  readonly before: Date;
}

/** The business day of a date (`YYYY-MM-DD`) in an IANA zone; undefined when it isn't a date. */
export function businessDay(date: string, timeZone: string): BusinessDay | undefined {
  const day = parseDate(date);
  if (!day) return undefined;
  return { date: day.toString(), from: dayStart(day, timeZone), before: dayStart(day.add({ days: 1 }), timeZone) };
}

/** The date of the business day that an instant belongs to. */
export function businessDateOf(instant: Date, timeZone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
  // By the wall clock, because that is what the day's beginning is told by.
  return local.toPlainDateTime().subtract({ hours: firstHour }).toPlainDate().toString();
}

/** The business day that an instant belongs to. */
export function businessDayOf(instant: Date, timeZone: string): BusinessDay {
  const date = businessDateOf(instant, timeZone);
  const day = businessDay(date, timeZone);
  if (!day) throw new RangeError(`${date} is not a date`);
  return day;
}

function parseDate(date: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(date);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function dayStart(day: Temporal.PlainDate, timeZone: string): Date {
  return new Date(day.toZonedDateTime({ timeZone, plainTime: new Temporal.PlainTime(firstHour) }).epochMilliseconds);
}
