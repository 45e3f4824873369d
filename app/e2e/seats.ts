import { seatStates } from '#shared/domain/seat-map.ts';
import type { Seat } from '#shared/generated/schema.ts';
import { ask } from './box-office-api.ts';

/** A place of the plan, as far as somebody needs it who wants to sit there. */
export type Place = Pick<Seat, 'index' | 'id' | 'row' | 'number' | 'kind' | 'x' | 'y'>;

/** What the station calls a place by. */
export type PlaceName = Pick<Place, 'id' | 'row' | 'number'>;

interface Room {
  readonly width: number;
  readonly height: number;
  /** Free now, row by row from the screen. */
  readonly free: readonly Place[];
}

interface Reply {
  readonly seatMap: {
    readonly layout: { readonly width: number; readonly height: number; readonly seats: readonly Place[] };
    readonly state: { readonly packed: string };
  } | null;
}

const seatMapQuery = `query ($id: ID!) {
  seatMap(showtimeId: $id) { layout { width height seats { index id row number kind x y } } state { packed } }
}`;

async function roomOf(url: string, showtimeId: string): Promise<Room> {
  const { seatMap } = await ask<Reply>(url, seatMapQuery, { id: showtimeId });
  if (!seatMap) throw new Error(`there is no showtime ${showtimeId}`);
  const { width, height, seats } = seatMap.layout;
  return { width, height, free: seats.filter(({ index }) => seatMap.state.packed.charAt(index) === seatStates.FREE) };
}

/**
 * So many free standard seats side by side, as near to the middle of the room as there are.
 * @throws Error when there are none left
 */
export async function freeNeighbours(url: string, showtimeId: string, count: number): Promise<readonly Place[]> {
  const { width, height, free } = await roomOf(url, showtimeId);
  const standard = free.filter(({ kind }) => kind === 'STANDARD');
  const distance = ([first]: readonly Place[]): number =>
    first ? Math.hypot(first.x - width / 2, first.y - height / 2) : Number.POSITIVE_INFINITY;
  const [nearest] = standard
    .map((_, start) => standard.slice(start, start + count))
    .filter((seats) => seats.length === count && areSideBySide(seats))
    .sort((left, right) => distance(left) - distance(right));
  if (!nearest) throw new Error(`there are no ${count} standard seats side by side any more`);
  return nearest;
}

function areSideBySide([first, ...others]: readonly Place[]): boolean {
  return others.every((seat, step) => seat.row === first?.row && seat.number === first.number + step + 1);
}

/** "F10", "F10 and F11", "F10, F11, and F12", as the station writes it. */
export function listOf(seats: readonly PlaceName[]): string {
  return new Intl.ListFormat('en').format(seats.map(({ id }) => id));
}
