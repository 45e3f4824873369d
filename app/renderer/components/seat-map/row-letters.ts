import type { Seat, SeatLayout } from '#shared/domain/seat.ts';

/** Where a row's letter stands, on both sides of the plan, in seat pitches from the screen's edge. */
export interface RowLetter {
  readonly row: string;
  readonly y: number;
}

/**
 * The letters of a layout's rows. Each stands where its row would meet the edge of the plan, so that the letters of
 * short rows line up with those of long ones: rows bend along parabolas, and the turn of a seat is their slope.
 */
export function rowLetters(layout: SeatLayout): readonly RowLetter[] {
  const outermost = new Map<string, Seat>();
  const middle = layout.width / 2;
  for (const seat of layout.seats) {
    const known = outermost.get(seat.row);
    if (!known || Math.abs(seat.x - middle) > Math.abs(known.x - middle)) outermost.set(seat.row, seat);
  }
  return [...outermost.values()].map((seat) => ({ row: seat.row, y: yAtEdge(seat, middle) }));
}

function yAtEdge(seat: Seat, middle: number): number {
  const offset = seat.x - middle;
  if (offset === 0) return seat.y;
  // y = depth − k·offset² and tan(angle) = −2k·offset, so k follows from one seat.
  const k = -Math.tan((seat.angle * Math.PI) / 180) / (2 * offset);
  return seat.y - k * (middle ** 2 - offset ** 2);
}
