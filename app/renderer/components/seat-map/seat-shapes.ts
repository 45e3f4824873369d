import type { SeatKind } from '#shared/domain/seat.ts';
import type { SeatStatus } from './seat-status.ts';

/** SVG paths around a seat's centre, in units of which a seat pitch has 44. The screen is above, the backrest below. */
export interface SeatShape {
  /** Its look says the status. */
  readonly cushion: string;
  /** Its form says the kind. */
  readonly back: string;
  /** The glow around and below a seat of this order. */
  readonly halo: string;
  /** Where the tick stands. */
  readonly badge: { readonly x: number; readonly y: number } | null;
  /** Where the number or the glyph stands. */
  readonly middle: number;
}

const top = -14.5;
const height = 25.5;
/** The middle of the cushion, where glyphs stand. */
export const cushionMiddle = top + height / 2;

const standard: SeatShape = {
  cushion: box(30, 9),
  back: 'M-13 15.6Q0 17.2 13 15.6',
  halo: halo(36),
  badge: { x: 14.6, y: -13 },
  middle: 0,
};

const vip: SeatShape = {
  cushion: box(32, 10),
  back: 'M-20.4 -6V11.8q0 4 4 4H16.4q4 0 4-4V-6',
  halo: halo(38),
  badge: { x: 15.6, y: -13 },
  middle: 0,
};

const wheelchair: SeatShape = {
  cushion: box(30, 3),
  back: 'M-12 15.8H12',
  halo: halo(36),
  badge: { x: 14.6, y: -13 },
  middle: 0,
};

const shapeByKind: Readonly<Record<SeatKind, SeatShape>> = {
  STANDARD: standard,
  VIP: vip,
  // A love seat without its other half.
  LOVESEAT: standard,
  WHEELCHAIR: wheelchair,
  COMPANION: standard,
};

/** The shape of a seat that stands alone. */
export function shapeOf(kind: SeatKind): SeatShape {
  return shapeByKind[kind];
}

/** The halves of a love seat, around the middle of the pair. Their open sides meet: two cushions, one outline. */
export const pairHalves: readonly [SeatShape, SeatShape] = [
  {
    cushion: `M0 ${top}H-28.2a9 9 0 0 0-9 9v${height - 18}a9 9 0 0 0 9 9H0`,
    back: 'M-35.8 15.6Q-18 16.7 0 16.7',
    halo: `M0 ${top - 2}H-29.2a11 11 0 0 0-11 11V12a9 9 0 0 0 9 9H0z`,
    badge: null,
    middle: -18.4,
  },
  {
    cushion: `M0 ${top}H28.2a9 9 0 0 1 9 9v${height - 18}a9 9 0 0 1-9 9H0`,
    back: 'M35.8 15.6Q18 16.7 0 16.7',
    halo: `M0 ${top - 2}H29.2a11 11 0 0 1 11 11V12a9 9 0 0 1-9 9H0z`,
    badge: { x: 36, y: -13 },
    middle: 18.4,
  },
];

/** Between the halves of a love seat. */
export const pairDivider = `M0 ${cushionMiddle - 8}v16`;

/** What stands on the cushion instead of the number, around the cushion's middle. */
export const glyphs: Readonly<Partial<Record<SeatStatus, string>>> = {
  held: 'M-5.7 0h.01M0 0h.01M5.7 0h.01',
  paying:
    'M-5.2-5.2H5.2a1.8 1.8 0 0 1 1.8 1.8V3.4A1.8 1.8 0 0 1 5.2 5.2H-5.2A1.8 1.8 0 0 1-7 3.4V-3.4A1.8 1.8 0 0 1-5.2-5.2zM-7-1.3H7',
  sold: 'M0-7.2a3 3 0 1 1 0 6a3 3 0 1 1 0-6zM-5.6 6.4v-1.3a4.7 4.7 0 0 1 4.7-4.7h1.8a4.7 4.7 0 0 1 4.7 4.7v1.3z',
  blocked: 'M-6 5.6L6-5.6',
};

/** The sign of a wheelchair place, around the cushion's middle; drawn as a line. */
export const wheelchairSign =
  'M-.6-8.7a.8.8 0 1 0 .01 0zM-.4-4.9V1.4H4.2L6.4 6.2M-.4-2.3H3.6M-2.8-.6A4.7 4.7 0 1 0 3.7 5.2';

/** The tick of a chosen seat, around the badge's middle. */
export const tick = 'M-2.9.2l2 2L3-2.3';

function box(width: number, radius: number): string {
  const left = -width / 2;
  const across = width - 2 * radius;
  const down = height - 2 * radius;
  const corner = (x: number, y: number) => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  return [
    `M${left + radius} ${top}h${across}`,
    `${corner(radius, radius)}v${down}`,
    `${corner(-radius, radius)}h${-across}`,
    `${corner(-radius, -radius)}v${-down}`,
    `${corner(radius, -radius)}z`,
  ].join('');
}

function halo(width: number): string {
  const half = width / 2;
  return `M${-half + 11} ${top - 2}h${width - 22}a11 11 0 0 1 11 11V11a10 10 0 0 1-10 10H${-half + 10}a10 10 0 0 1-10-10V${top + 9}a11 11 0 0 1 11-11z`;
}
