import type { SeatPlace } from './box-office-api.ts';

/** A seat as the station writes it. */
export type SeatName = Pick<SeatPlace, 'id' | 'row' | 'number'>;

/**
 * So many standard seats side by side, of those that are free.
 * @throws Error when there are none left
 */
export function sideBySide(free: readonly SeatPlace[], count: number): readonly SeatPlace[] {
  const standard = free.filter(({ kind }) => kind === 'STANDARD');
  const found = standard.findIndex((first, position) =>
    standard
      .slice(position, position + count)
      .every((seat, step, seats) => seats.length === count && isBeside(first, seat, step)),
  );
  if (found === -1) throw new Error(`there are no ${count} standard seats side by side any more`);
  return standard.slice(found, found + count);
}

function isBeside(first: SeatPlace, seat: SeatPlace, step: number): boolean {
  return seat.row === first.row && seat.number === first.number + step && seat.index === first.index + step;
}

/** "F10", "F10 and F11", "F10, F11, and F12". */
export function listOf(seats: readonly SeatName[]): string {
  return new Intl.ListFormat('en-GB').format(seats.map(({ id }) => id));
}
