import { expect, test } from 'vitest';
import { fitText } from './fit-text.ts';
import type { Typesetter } from './typesetter.ts';

/** Every character is half as wide as the type is large. */
const typesetter: Pick<Typesetter, 'width'> = { width: (text, { size }) => text.length * size * 0.5 };
const style = { face: 'text', size: 20 } as const;

const fit = (text: string, room: { width: number; lines: number; smallest?: number }) =>
  fitText(typesetter as Typesetter, text, style, room);

test('a short text stays as it is', () => {
  expect(fit('Perihelion', { width: 100, lines: 1 })).toEqual({ lines: ['Perihelion'], style, isComplete: true });
});

test('a long text breaks between words before it shrinks', () => {
  const fitted = fit('Night Tram 28', { width: 100, lines: 2 });
  expect(fitted.lines).toEqual(['Night Tram', '28']);
  expect(fitted.style.size).toBe(20);
});

test('without a second line it shrinks', () => {
  const fitted = fit('Night Tram 28', { width: 100, lines: 1 });
  expect(fitted.lines).toEqual(['Night Tram 28']);
  expect(fitted.style.size).toBeLessThan(20);
  expect(fitted.isComplete).toBe(true);
});

test('at the smallest size it is cut off and says so', () => {
  const fitted = fit('The Extraordinary Adventures of a Projectionist', { width: 100, lines: 1, smallest: 16 });
  expect(fitted.lines).toEqual(['The…']);
  expect(fitted.style.size).toBe(16);
  expect(fitted.isComplete).toBe(false);
});

test('one endless word is cut within the word', () => {
  expect(fit('Aaaaaaaaaaaaaaaaaaaaaaaaaa', { width: 100, lines: 3, smallest: 20 }).lines).toEqual(['Aaaaaaaaa…']);
});

test('Thai breaks between words although it writes no spaces', () => {
  const fitted = fit('ผีเสื้อและดอกไม้', { width: 100, lines: 2 });
  expect(fitted.lines).toEqual(['ผีเสื้อและ', 'ดอกไม้']);
});

test('an empty text has no lines', () => {
  expect(fit(' ', { width: 100, lines: 1 }).lines).toEqual([]);
});
