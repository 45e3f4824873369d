/** The calendar day of an instant (ms since 1970) on a cinema's clock, `YYYY-MM-DD`. */
export function dayOf(instant: number, timeZone: string): string {
  // The Swedish way of writing dates is ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(instant));
}

/** The day `count` days after `day` (`YYYY-MM-DD`). */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** An instant that lies in that day everywhere on Earth's inhabited zones west of +12: noon in UTC, for its weekday's name. */
export function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00Z`);
}
