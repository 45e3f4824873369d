import { buildLayout, type LayoutPlan } from './layout-builder.ts';

/** Three blocks, bowed by 18 px at a pitch of 44 px: fills the counter's window exactly. 240 seats. */
const grandeSalle: LayoutPlan = {
  version: 1,
  blocks: [5, 10, 5],
  aisle: 0.6,
  bow: { front: 0.41, back: 0.41 },
  screen: { width: 13.6, bow: 0.25 },
  rows: [
    { row: 'A', seats: '...wc|wcsssssscw|cw...' },
    { row: 'B', seats: '..sss|ssssssssss|sss..' },
    { row: 'C', seats: 'sssss|ssssssssss|sssss' },
    { row: 'D', seats: 'sssss|ssssssssss|sssss' },
    { row: 'E', seats: 'sssss|ssssssssss|sssss' },
    { row: 'F', seats: 'sssss|ssssssssss|sssss' },
    { row: 'G', seats: 'sssss|ssssssssss|sssss' },
    { row: 'H', seats: 'sssss|ssssssssss|sssss' },
    { row: 'J', seats: 'vvvv|vvvvvvvv|vvvv' },
    { row: 'K', seats: 'vvvv|vvvvvvvv|vvvv' },
    { row: 'L', seats: 'sssss|ssssssssss|sssss' },
    { row: 'M', seats: 'sssss|ssssssssss|sssss' },
    { row: 'N', seats: '.llll|llllllllll|llll.' },
  ],
};

/** A fan with a deep curve in front, a cross aisle with the wheelchair places, and a wide middle block. 400 seats. */
const salleMelies: LayoutPlan = {
  version: 1,
  blocks: [5, 15, 5],
  aisle: 0.8,
  bow: { front: 1.6, back: 0.8 },
  screen: { width: 18, bow: 0.5 },
  rows: [
    { row: 'A', seats: '.....|,..wcsssssscw..,|.....' },
    { row: 'B', seats: '.....|.sssssssssssss.|.....' },
    { row: 'C', seats: '...ss|sssssssssssssss|ss...' },
    { row: 'D', seats: '..sss|sssssssssssssss|sss..' },
    { row: 'E', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'F', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'G', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'H', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'J', seats: 'wcsss|sssssssssssssss|ssscw', gapBefore: 0.8 },
    { row: 'K', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'L', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'M', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'N', seats: 'vvvv|vvvvvvvvvvvv|vvvv' },
    { row: 'P', seats: 'vvvv|vvvvvvvvvvvv|vvvv' },
    { row: 'Q', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'R', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'S', seats: 'sssss|sssssssssssssss|sssss' },
    { row: 'T', seats: '.llll|,llllllllllllll,|llll.' },
  ],
};

/** Two halves with one aisle in the middle. 112 seats. */
const salleAkerman: LayoutPlan = {
  version: 1,
  blocks: [6, 6],
  aisle: 0.8,
  bow: { front: 0.5, back: 0.5 },
  screen: { width: 9, bow: 0.2 },
  rows: [
    { row: 'A', seats: '..wcss|sscw..' },
    { row: 'B', seats: 'ssssss|ssssss' },
    { row: 'C', seats: 'ssssss|ssssss' },
    { row: 'D', seats: 'ssssss|ssssss' },
    { row: 'E', seats: 'ssssss|ssssss' },
    { row: 'F', seats: 'ssssss|ssssss' },
    { row: 'G', seats: 'ssssss|ssssss' },
    { row: 'H', seats: 'ssssss|ssssss' },
    { row: 'J', seats: '.vvvv|vvvv.' },
    { row: 'K', seats: 'llllll|llllll' },
  ],
};

/** A small room whose aisle is off the middle. 60 seats. */
const salleTati: LayoutPlan = {
  version: 1,
  blocks: [3, 6],
  aisle: 0.7,
  bow: { front: 0.25, back: 0.25 },
  screen: { width: 7, bow: 0.15 },
  rows: [
    { row: 'A', seats: 'wcs|sscw..' },
    { row: 'B', seats: 'sss|ssssss' },
    { row: 'C', seats: 'sss|ssssss' },
    { row: 'D', seats: 'sss|ssssss' },
    { row: 'E', seats: 'sss|ssssss' },
    { row: 'F', seats: 'sss|ssssss' },
    { row: 'G', seats: '.ll|llllll' },
  ],
};

export const demoLayouts = {
  grandeSalle: buildLayout(grandeSalle),
  salleMelies: buildLayout(salleMelies),
  salleAkerman: buildLayout(salleAkerman),
  salleTati: buildLayout(salleTati),
} as const;
