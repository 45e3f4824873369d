import type { SeatId } from './ids.ts';

/** What is physically there; also decides the price (see `PriceList`). */
export const seatKinds = ['STANDARD', 'VIP', 'LOVESEAT', 'WHEELCHAIR', 'COMPANION'] as const;
export type SeatKind = (typeof seatKinds)[number];

/** One physical seat of a layout. */
export interface Seat {
  /** Position in the layout and in the packed seat map, from 0. */
  readonly index: number;
  readonly id: SeatId;
  readonly row: string;
  /** From 1, from the left as the audience sees the screen. */
  readonly number: number;
  /** Centre, in seat pitches from the left edge of the plan. */
  readonly x: number;
  /** Centre, in seat pitches from the screen's edge of the plan. */
  readonly y: number;
  /** Degrees clockwise that the seat is turned by the bow of its row. */
  readonly angle: number;
  /** Width in seat pitches (a VIP seat is wider than one). */
  readonly width: number;
  readonly kind: SeatKind;
}

/** An immutable, versioned plan of an auditorium. A change of the room is a new version, never an edit. */
export interface SeatLayout {
  readonly version: number;
  /** In seat pitches. */
  readonly width: number;
  readonly height: number;
  /** The screen's edges, in seat pitches from the left, and how far its middle bows away from the audience. */
  readonly screen: { readonly left: number; readonly right: number; readonly bow: number };
  /** In the order of their indexes, row by row from the screen. */
  readonly seats: readonly Seat[];
}

/** At most this many seats in one hold. */
export const maximumSeatsPerHold = 10;
