import type { Seat, SeatLayout } from '#shared/domain/seat.ts';

/** Where a row's letter stands: its middle, in seat pitches of the plan. */
export interface RowLetter {
  readonly row: string;
  readonly x: number;
  readonly y: number;
}

/**
 * The letters at both edges of the plan, `distance` outside of it. Each stands where its row would meet the edge, so
 * that the letters of short rows line up with those of long ones: rows bend along parabolas, and the turn of a seat is
 * their slope.
 */
export function edgeLetters(layout: SeatLayout, distance: number): readonly RowLetter[] {
  const middle = layout.width / 2;
  return rowsOf(layout).flatMap((seats) => {
    const outermost = seats.reduce((far, seat) => (Math.abs(seat.x - middle) > Math.abs(far.x - middle) ? seat : far));
    const { row } = outermost;
    const y = yAtEdge(outermost, middle);
    return [
      { row, x: -distance, y },
      { row, x: layout.width + distance, y },
    ];
  });
}

function yAtEdge(seat: Seat, middle: number): number {
  const offset = seat.x - middle;
  if (offset === 0) return seat.y;
  // y = depth − k·offset² and tan(angle) = −2k·offset, so k follows from one seat.
  const k = -Math.tan((seat.angle * Math.PI) / 180) / (2 * offset);
  return seat.y - k * (middle ** 2 - offset ** 2);
}

/** Between cushions of two blocks, in seat pitches: narrower is no aisle, wider is where seats were left out. */
const aisle = { narrowest: 0.4, widest: 2.5 };

/** The letters in the aisles, for halls whose edges are out of sight. */
export function aisleLetters(layout: SeatLayout): readonly RowLetter[] {
  return rowsOf(layout).flatMap((seats) =>
    seats.flatMap((left, position) => {
      const right = seats[position + 1];
      if (!right) return [];
      const gap = right.x - left.x - (left.width + right.width) / 2;
      if (gap < aisle.narrowest || gap > aisle.widest) return [];
      return [{ row: left.row, x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 }];
    }),
  );
}

function rowsOf(layout: SeatLayout): readonly (readonly [Seat, ...Seat[]])[] {
  const rows = new Map<string, [Seat, ...Seat[]]>();
  for (const seat of layout.seats) {
    const row = rows.get(seat.row);
    if (row) row.push(seat);
    else rows.set(seat.row, [seat]);
  }
  return [...rows.values()];
}
