import type { Seat, SeatLayout } from '#shared/domain/seat.ts';

/** Seats are drawn in units of which one seat pitch has this many: pixels at the counter's natural size. */
export const unitsPerPitch = 44;

/** What is chosen and focused as one: a seat, or the two seats of a love seat. */
export interface SeatPlace {
  /** Position in the list of places. */
  readonly order: number;
  /** One, or two from the left to the right. */
  readonly seats: readonly [Seat] | readonly [Seat, Seat];
  /** Centre, in seat pitches. */
  readonly x: number;
  readonly y: number;
  /** Degrees clockwise. */
  readonly angle: number;
  /** In seat pitches. */
  readonly width: number;
}

/** The places of a layout in its order: row by row from the screen, from left to right. */
export function seatPlaces(layout: SeatLayout): readonly SeatPlace[] {
  const places: SeatPlace[] = [];
  for (let position = 0; position < layout.seats.length; position += 1) {
    const seat = layout.seats[position];
    if (!seat) continue;
    const next = layout.seats[position + 1];
    if (next && arePair(seat, next)) {
      places.push(pairPlace(places.length, seat, next));
      position += 1;
    } else {
      places.push({ order: places.length, seats: [seat], x: seat.x, y: seat.y, angle: seat.angle, width: seat.width });
    }
  }
  return places;
}

/** Love seats are paired by number: an odd one and the next even one. */
function arePair(left: Seat, right: Seat): boolean {
  if (left.kind !== 'LOVESEAT' || right.kind !== 'LOVESEAT') return false;
  return left.row === right.row && left.number % 2 === 1 && right.number === left.number + 1;
}

function pairPlace(order: number, left: Seat, right: Seat): SeatPlace {
  return {
    order,
    seats: [left, right],
    x: (left.x + right.x) / 2,
    y: (left.y + right.y) / 2,
    angle: (left.angle + right.angle) / 2,
    width: left.width + right.width,
  };
}

/** The place under a point (in seat pitches), or undefined in an aisle. Each place answers for its whole pitch. */
export function placeAt(places: readonly SeatPlace[], x: number, y: number): SeatPlace | undefined {
  return places.find((place) => {
    const turn = (-place.angle * Math.PI) / 180;
    const right = x - place.x;
    const down = y - place.y;
    const across = right * Math.cos(turn) - down * Math.sin(turn);
    const along = right * Math.sin(turn) + down * Math.cos(turn);
    return Math.abs(across) <= place.width / 2 && Math.abs(along) <= 0.5;
  });
}
