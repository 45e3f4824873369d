import { describe, expect, it } from 'vitest';
import { typeAmount } from './typed-amount.ts';

const type = (keys: readonly string[]) => keys.reduce(typeAmount, 0);

describe('typing an amount', () => {
  it('pushes digits to the left, as a till does', () => {
    expect(type(['5', '0', '00'])).toBe(5_000);
    expect(type(['0', '0', '7'])).toBe(7);
  });

  it('takes digits back', () => {
    expect(type(['5', '0', 'erase'])).toBe(5);
    expect(type(['5', 'erase', 'erase'])).toBe(0);
    expect(type(['5', '0', 'clear'])).toBe(0);
  });

  it('takes no more than an amount can have', () => {
    expect(type([...'1234567890'])).toBe(123_456_789);
  });
});
