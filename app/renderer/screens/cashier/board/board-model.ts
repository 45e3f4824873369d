import type { ShowtimeFieldsFragment } from '../../../graphql/generated/operations.ts';

interface Showtime {
  readonly id: string;
  readonly startsAt: string;
  readonly salesCloseAt: string;
  readonly auditorium: { readonly id: string };
  readonly availability: { readonly total: number; readonly free: number };
}

export interface BoardRow<Each extends Showtime = ShowtimeFieldsFragment> {
  readonly showtime: Each;
  /** The film runs already; seats are sold for a little while yet. */
  readonly isRunning: boolean;
  /** Whole minutes since it began; 0 before. */
  readonly minutesIn: number;
  /** Whether the row above begins at another time, so that this one has to say its own. */
  readonly showsTime: boolean;
  /** Whether now lies between the row above and this one. */
  readonly followsNow: boolean;
  readonly isSoldOut: boolean;
}

/**
 * What can still be sold at `now` (ms since 1970), earliest first, in one auditorium or in all. The line of the present
 * stands above the first showtime that has not begun.
 */
export function boardRows<Each extends Showtime>(
  showtimes: readonly Each[],
  now: number,
  auditoriumId: string | undefined,
): readonly BoardRow<Each>[] {
  const shown = showtimes.filter(
    (showtime) =>
      Date.parse(showtime.salesCloseAt) > now &&
      (auditoriumId === undefined || showtime.auditorium.id === auditoriumId),
  );
  const firstAhead = shown.findIndex((showtime) => Date.parse(showtime.startsAt) > now);
  return shown.map((showtime, position) => {
    const sinceStart = now - Date.parse(showtime.startsAt);
    return {
      showtime,
      isRunning: sinceStart >= 0,
      minutesIn: Math.max(0, Math.floor(sinceStart / 60_000)),
      showsTime: position === firstAhead || shown[position - 1]?.startsAt !== showtime.startsAt,
      followsNow: position === firstAhead,
      isSoldOut: showtime.availability.free === 0,
    };
  });
}

/** The row to begin with: the first one ahead with free seats, or the first of all. */
export function firstChoice(rows: readonly BoardRow<Showtime>[]): string | undefined {
  const ahead = rows.find((row) => !row.isRunning && !row.isSoldOut);
  return (ahead ?? rows[0])?.showtime.id;
}

/** The id of a row's element, to scroll to. */
export function rowId(showtimeId: string): string {
  return `showtime-${showtimeId}`;
}
