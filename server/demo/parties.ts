import type { Seat, SeatLayout } from '#shared/domain/seat.ts';

/** Seats side by side that people who come together would buy. */
export interface PartyPlace {
  readonly seats: readonly Seat[];
  /** How much an audience likes to sit there; only comparisons count. */
  readonly appeal: number;
}

/** People who come together are at most this many. */
export const largestParty = 4;

/**
 * All places for a party of each size (index 1 to `largestParty`): neighbours in one block and of one kind; love seats
 * only in whole pairs; a wheelchair place only together with its companion's.
 */
export function partyPlaces(layout: SeatLayout): readonly (readonly PartyPlace[])[] {
  const places: PartyPlace[][] = Array.from({ length: largestParty + 1 }, () => []);
  for (const start of layout.seats) {
    for (let size = 1; size <= largestParty; size += 1) {
      const seats = layout.seats.slice(start.index, start.index + size);
      if (seats.length === size && areSideBySide(seats) && suitOneParty(seats)) {
        places[size]?.push({ seats, appeal: appealOf(layout, seats) });
      }
    }
  }
  return places;
}

function areSideBySide(seats: readonly Seat[]): boolean {
  return seats.every((seat, position) => {
    const previous = seats[position - 1];
    return !previous || (previous.row === seat.row && seat.x - previous.x < (seat.width + previous.width) / 2 + 0.1);
  });
}

function suitOneParty(seats: readonly Seat[]): boolean {
  const kinds = new Set(seats.map((seat) => seat.kind));
  if (kinds.has('WHEELCHAIR')) return seats.length === 2 && kinds.has('COMPANION');
  if (kinds.size > 1 || kinds.has('COMPANION')) return false;
  return !kinds.has('LOVESEAT') || (seats.length % 2 === 0 && (seats[0]?.number ?? 0) % 2 === 1);
}

/** Best in the middle, two thirds back; the dear seats are a little less wanted. */
function appealOf(layout: SeatLayout, seats: readonly Seat[]): number {
  const x = seats.reduce((sum, seat) => sum + seat.x, 0) / seats.length;
  const y = seats.reduce((sum, seat) => sum + seat.y, 0) / seats.length;
  const aside = Math.abs(x - layout.width / 2) / (layout.width / 2);
  const fromBestRow = Math.abs(y - layout.height * 0.66) / (layout.height * 0.66);
  const surcharge = seats[0]?.kind === 'STANDARD' ? 0 : 0.35;
  return -Math.hypot(aside * 0.8, fromBestRow) - surcharge;
}
