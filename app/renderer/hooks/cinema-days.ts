import { Temporal } from 'temporal-polyfill';

/** The calendar day of an instant (ms since 1970) on a cinema's clock, `YYYY-MM-DD`. */
export function dayOf(instant: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** The day `count` days after `day` (`YYYY-MM-DD`). */
export function addDays(day: string, count: number): string {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** When a day begins on a cinema's clock, ms since 1970. */
export function startOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}
