import { seatStates } from '#shared/domain/seat-map.ts';
import type { Seat, SeatLayout } from '#shared/domain/seat.ts';

/**
 * The best free seats side by side: a block of `count` neighbours in one row and of one area, closest to the sweet spot
 * (middle of the row, two thirds back), avoiding blocks that leave a single orphan seat beside them unless nothing else
 * is free. With `wheelchair` the block starts with a wheelchair place and the companions next to it.
 * Returns indexes, or undefined when there is no such block. Work: O(seats).
 */
export function bestSeats(
  layout: SeatLayout,
  packed: string,
  count: number,
  wheelchair: boolean,
): readonly number[] | undefined {
  const isFree = (seat: Seat | undefined): boolean => seat !== undefined && packed[seat.index] === seatStates.FREE;
  let best: { readonly block: readonly Seat[]; readonly cost: number } | undefined;
  for (const row of runs(layout)) {
    for (let start = 0; start + count <= row.length; start += 1) {
      const block = row.slice(start, start + count);
      if (!block.every(isFree) || !suits(block, wheelchair)) continue;
      const orphans = countOrphans(row, start, count, isFree);
      const cost = distanceFromSweetSpot(layout, block) + orphans * layout.width;
      if (!best || cost < best.cost) best = { block, cost };
    }
  }
  return best?.block.map((seat) => seat.index);
}

/** Rows cut at aisles: seats that one can reach from each other without standing up. */
function runs(layout: SeatLayout): readonly (readonly Seat[])[] {
  const result: Seat[][] = [];
  let previous: Seat | undefined;
  for (const seat of layout.seats) {
    const isNeighbour = previous?.row === seat.row && seat.x - previous.x < (seat.width + previous.width) / 2 + 0.5;
    const run = isNeighbour ? result.at(-1) : undefined;
    if (run) run.push(seat);
    else result.push([seat]);
    previous = seat;
  }
  return result;
}

function suits(block: readonly Seat[], wheelchair: boolean): boolean {
  const kinds = new Set(block.map((seat) => (seat.kind === 'COMPANION' ? 'WHEELCHAIR' : seat.kind)));
  if (wheelchair) return block.some((seat) => seat.kind === 'WHEELCHAIR');
  if (kinds.size > 1 || kinds.has('WHEELCHAIR')) return false;
  return block[0]?.kind !== 'LOVESEAT' || isWholePairs(block);
}

/** Love seats are joined in pairs by their numbers: 1 and 2, 3 and 4, … */
function isWholePairs(block: readonly Seat[]): boolean {
  return block.length % 2 === 0 && (block[0]?.number ?? 0) % 2 === 1;
}

function countOrphans(
  row: readonly Seat[],
  start: number,
  count: number,
  isFree: (seat: Seat | undefined) => boolean,
): number {
  const left = isFree(row[start - 1]) && !isFree(row[start - 2]) ? 1 : 0;
  const right = isFree(row[start + count]) && !isFree(row[start + count + 1]) ? 1 : 0;
  return left + right;
}

function distanceFromSweetSpot(layout: SeatLayout, block: readonly Seat[]): number {
  const middle = layout.width / 2;
  const twoThirdsBack = (layout.height * 2) / 3;
  // Sitting aside costs more than sitting a row nearer or farther.
  const distances = block.map((seat) => Math.hypot((seat.x - middle) * 1.2, seat.y - twoThirdsBack) + areaCost(seat));
  return distances.reduce((sum, each) => sum + each, 0) / block.length;
}

/** Dearer areas are offered only when asked for or when the standard ones are full. */
function areaCost(seat: Seat): number {
  return seat.kind === 'STANDARD' ? 0 : 8;
}
