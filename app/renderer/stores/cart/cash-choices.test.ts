import { describe, expect, it } from 'vitest';
import { cashChoices } from './cash-choices.ts';

describe('cash choices', () => {
  it.each([
    [2550, 'EUR', [2600, 3000, 5000, 10_000]],
    [1350, 'EUR', [1400, 1500, 2000, 5000]],
    [800, 'EUR', [1000, 2000, 5000, 10_000]],
    [20_000, 'EUR', []],
    [0, 'EUR', []],
    [1850, 'JPY', [1900, 2000, 5000, 10_000]],
  ])('for %i %s offers %j', (amount, currency, expected) => {
    expect(cashChoices({ amount, currency })).toEqual(expected);
  });
});
