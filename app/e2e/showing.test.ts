import { expect, test } from 'vitest';
import { clockTime, daysBetween } from './showing.ts';

const paris = 'Europe/Paris';

test.each([
  ['2026-11-21T05:00:00Z', '2026-11-21T22:30:00Z', 0],
  // Half past midnight in Paris is still the day before in UTC.
  ['2026-11-21T05:00:00Z', '2026-11-21T23:30:00Z', 1],
  ['2026-11-21T22:59:00Z', '2026-11-23T09:00:00Z', 2],
  // The night in which the clocks go back has 25 hours.
  ['2026-10-24T20:00:00Z', '2026-10-25T22:00:00Z', 1],
])('between %s and %s the board goes on %d days', (from, to, days) => {
  expect(daysBetween(new Date(from), new Date(to), paris)).toBe(days);
});

test('a time is told on the clock of the cinema', () => {
  const startsAt = new Date('2026-11-21T18:05:00Z');
  expect(clockTime({ id: 'st', title: 'Perihelion', startsAt, timeZone: paris })).toBe('19:05');
});
