import { expect, test } from 'vitest';
import { visualRuns } from './visual-runs.ts';

test('a line of one direction is one run', () => {
  expect(visualRuns('Row D, seat 7', 'ltr')).toEqual(['Row D, seat 7']);
  expect(visualRuns('امسح الرمز عند الباب.', 'rtl')).toEqual(['امسح الرمز عند الباب.']);
  expect(visualRuns('€13.50', 'ltr')).toEqual(['€13.50']);
  expect(visualRuns('แถว D ที่นั่ง 7', 'ltr')).toEqual(['แถว D ที่นั่ง 7']);
  expect(visualRuns('', 'rtl')).toEqual([]);
});

test('runs of a line from right to left stand from its right end to its left', () => {
  expect(visualRuns('القاعة 12، Dolby', 'rtl')).toEqual(['Dolby', '، ', '12', 'القاعة ']);
  expect(visualRuns('السبت، 21 نوفمبر 2026', 'rtl')).toEqual(['2026', ' نوفمبر ', '21', 'السبت، ']);
  expect(visualRuns('Dolby Atmos 7', 'rtl')).toEqual(['Dolby Atmos 7']);
});

test('a line from left to right keeps a passage from right to left in its own order', () => {
  expect(visualRuns('Film: ليلة في القاهرة (IMAX)', 'ltr')).toEqual(['Film: ', 'ليلة في القاهرة', ' (IMAX)']);
  expect(visualRuns('Film: ليلة 12 سبتمبر', 'ltr')).toEqual(['Film: ', ' سبتمبر', '12', 'ليلة ']);
});

test('amounts and times stay whole', () => {
  expect(visualRuns('السعر 13.50 €', 'rtl')).toEqual([' €', '13.50', 'السعر ']);
  expect(visualRuns('19:15', 'rtl')).toEqual(['19:15']);
});

test('nothing is lost', () => {
  const text = '، A ب 1. (ج) – 2 é ๙ ﷼!';
  const sorted = (texts: readonly string[]): string => [...texts.join('')].toSorted().join('');
  expect(sorted(visualRuns(text, 'ltr'))).toBe(sorted([text]));
  expect(sorted(visualRuns(text, 'rtl'))).toBe(sorted([text]));
});
