import type { SeatPlace } from './seat-places.ts';

export type SeatMove = 'left' | 'right' | 'up' | 'down' | 'row-start' | 'row-end';

const moveByKey: Readonly<Record<string, SeatMove>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'row-start',
  End: 'row-end',
};

/** The move that a key asks for. Plans are never mirrored, so left is left in every language. */
export function moveOfKey(key: string): SeatMove | undefined {
  return moveByKey[key];
}

/** Where a move leads from a place: by what the eye sees, not by numbers. Undefined at the edge. */
export function moveFrom(places: readonly SeatPlace[], from: SeatPlace, move: SeatMove): SeatPlace | undefined {
  const row = rowOf(from);
  const sameRow = places.filter((place) => rowOf(place) === row);
  if (move === 'row-start') return sameRow[0];
  if (move === 'row-end') return sameRow.at(-1);
  if (move === 'left') return sameRow.findLast((place) => place.x < from.x);
  if (move === 'right') return sameRow.find((place) => place.x > from.x);
  const rows = [...new Set(places.map(rowOf))];
  const target = rows[rows.indexOf(row) + (move === 'down' ? 1 : -1)];
  return nearestTo(
    from,
    places.filter((place) => rowOf(place) === target),
  );
}

function rowOf(place: SeatPlace): string {
  return place.seats[0].row;
}

function nearestTo(from: SeatPlace, candidates: readonly SeatPlace[]): SeatPlace | undefined {
  let nearest: SeatPlace | undefined;
  for (const candidate of candidates) {
    if (!nearest || Math.abs(candidate.x - from.x) < Math.abs(nearest.x - from.x)) nearest = candidate;
  }
  return nearest;
}
