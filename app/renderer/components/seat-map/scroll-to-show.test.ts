import { expect, it } from 'vitest';
import { scrollToShow } from './scroll-to-show.ts';

it('leaves a view alone that shows the stretch already', () => {
  expect(scrollToShow({ from: 120, size: 40 }, { from: 100, size: 300 })).toBe(100);
});

it('brings a stretch out of sight into the middle', () => {
  expect(scrollToShow({ from: 900, size: 100 }, { from: 0, size: 300 })).toBe(800);
  expect(scrollToShow({ from: 380, size: 40 }, { from: 100, size: 300 })).toBe(250);
});

it('never asks for a place before the beginning', () => {
  expect(scrollToShow({ from: 10, size: 40 }, { from: 200, size: 300 })).toBe(0);
});
