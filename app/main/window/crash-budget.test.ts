import { expect, test } from 'vitest';
import { createCrashBudget } from './crash-budget.ts';

test('three crashes within a minute are forgiven, the fourth is not', () => {
  const budget = createCrashBudget();
  expect([0, 1_000, 2_000, 3_000].map((now) => budget.spend(now))).toEqual([true, true, true, false]);
});

test('crashes of more than a minute ago are forgotten', () => {
  const budget = createCrashBudget();
  const times = [0, 1_000, 2_000, 61_500, 62_500];
  expect(times.map((now) => budget.spend(now))).toEqual([true, true, true, true, true]);
});
