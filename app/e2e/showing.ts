import { ask } from './box-office-api.ts';

/** A showtime, as far as a person needs it to find it on the board. */
export interface Showing {
  readonly id: string;
  readonly title: string;
  readonly startsAt: Date;
  /** IANA zone of the cinema. */
  readonly timeZone: string;
}

interface Reply {
  readonly showtime: { readonly startsAt: string; readonly movie: { readonly title: string } } | null;
  readonly cinemas: readonly { readonly timeZone: string }[];
}

/** @throws Error when the server has no such showtime */
export async function showingOf(url: string, id: string): Promise<Showing> {
  const query = 'query ($id: ID!) { showtime(id: $id) { startsAt movie { title } } cinemas { timeZone } }';
  const { showtime, cinemas } = await ask<Reply>(url, query, { id });
  const [cinema] = cinemas;
  if (!showtime || !cinema) throw new Error(`there is no showtime ${id}`);
  return { id, title: showtime.movie.title, startsAt: new Date(showtime.startsAt), timeZone: cinema.timeZone };
}

/** `19:15`, on the cinema's clock. */
export function clockTime({ startsAt, timeZone }: Showing): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(startsAt);
}

/** How many midnights of a time zone lie between two instants. */
export function daysBetween(from: Date, to: Date, timeZone: string): number {
  // The Canadian way to write a date is ISO's.
  const days = new Intl.DateTimeFormat('en-CA', { timeZone });
  return Math.round((Date.parse(days.format(to)) - Date.parse(days.format(from))) / 86_400_000);
}
