import { Temporal } from 'temporal-polyfill';
import type { DemoMovieName } from './movies.ts';

/** A fixed time of an auditorium's day. Films take turns at it from day to day. */
export interface ProgrammeSlot {
  /** HH:MM on the cinema's clock. */
  readonly time: string;
  readonly films: readonly [DemoMovieName, ...DemoMovieName[]];
  readonly formats: readonly string[];
}

/** How one auditorium is used every day, in order of time. */
export interface AuditoriumProgramme {
  readonly auditoriumNumber: number;
  readonly slots: readonly [ProgrammeSlot, ...ProgrammeSlot[]];
}

/** Advertisements and trailers before every film. */
export const trailerMinutes = 15;
/** From the end of a film until the next audience may come in. */
export const cleaningMinutes = 20;

/**
 * The auditorium that a showtime can always be sold in: its slots are never more than 3 h 20 apart and its showtimes
 * never more than a third full.
 */
export const alwaysOpenAuditoriumNumber = 1;

const laser = ['Laser'] as const;
const laser3d = ['Laser', '3D'] as const;
const digital = ['2D'] as const;
const seventyMillimetres = ['70 mm'] as const;

/** What runs there in the dead of night, when a showtime is needed although the cinema sleeps. */
export const nightFilm: DemoMovieName = 'hollow-hour';
export const nightFormats = laser;
/** Into how many equal parts the night is cut, from the last slot of a day to the first of the next. */
export const nightParts = 4;

export const demoProgramme: readonly AuditoriumProgramme[] = [
  {
    auditoriumNumber: alwaysOpenAuditoriumNumber,
    slots: [
      { time: '10:30', films: ['the-paper-fox', 'monsieur-pluie'], formats: laser },
      { time: '13:15', films: ['waltz-for-a-boxer', 'perihelion'], formats: laser },
      { time: '16:15', films: ['kite-season', 'the-paper-fox'], formats: laser },
      { time: '19:15', films: ['perihelion'], formats: laser3d },
      { time: '22:15', films: ['the-widow-plays-chess', 'the-blue-door-job'], formats: laser },
    ],
  },
  {
    auditoriumNumber: 2,
    slots: [
      { time: '10:45', films: ['the-widow-plays-chess', 'waltz-for-a-boxer'], formats: laser },
      { time: '14:00', films: ['the-salt-road'], formats: seventyMillimetres },
      { time: '17:15', films: ['perihelion', 'waltz-for-a-boxer'], formats: laser },
      { time: '20:30', films: ['the-salt-road'], formats: seventyMillimetres },
    ],
  },
  {
    auditoriumNumber: 3,
    slots: [
      { time: '11:00', films: ['kite-season', 'the-bee-atlas'], formats: digital },
      { time: '13:30', films: ['monsieur-pluie', 'night-tram-28'], formats: digital },
      { time: '16:00', films: ['the-blue-door-job', 'nocturne-for-two'], formats: digital },
      { time: '18:30', films: ['nocturne-for-two', 'monsieur-pluie'], formats: digital },
      { time: '21:00', films: ['waltz-for-a-boxer', 'the-widow-plays-chess'], formats: digital },
    ],
  },
  {
    auditoriumNumber: 4,
    slots: [
      { time: '10:30', films: ['the-bee-atlas', 'the-paper-fox'], formats: digital },
      { time: '12:45', films: ['nocturne-for-two', 'monsieur-pluie'], formats: digital },
      { time: '15:15', films: ['the-bee-atlas', 'kite-season'], formats: digital },
      { time: '17:45', films: ['night-tram-28', 'the-bee-atlas'], formats: digital },
      { time: '20:15', films: ['the-blue-door-job', 'night-tram-28'], formats: digital },
      { time: '22:45', films: ['hollow-hour'], formats: digital },
    ],
  },
];

/** Every day one of these is sold out to the last seat; they take turns. */
export const soldOutTurns: readonly [SoldOutTurn, ...SoldOutTurn[]] = [
  { auditoriumNumber: 4, time: '20:15' },
  { auditoriumNumber: 3, time: '18:30' },
  { auditoriumNumber: 4, time: '17:45' },
];

interface SoldOutTurn {
  readonly auditoriumNumber: number;
  readonly time: string;
}

/** Whose turn it is on a day: the items follow each other day by day, in the same order for ever. */
export function inTurn<Item>(items: readonly [Item, ...Item[]], date: Temporal.PlainDate): Item {
  const day = Temporal.PlainDate.from('1970-01-01').until(date).days;
  return items[((day % items.length) + items.length) % items.length] ?? items[0];
}
