import { describe, expect, it } from 'vitest';
import { ringMode, ringShare, ringText } from './ring.ts';

describe('ringMode', () => {
  it.each([
    [60_000, false, 'calm'],
    [59_999, false, 'last-minute'],
    [0, false, 'over'],
    [-5, false, 'over'],
    [0, true, 'away'],
    [120_000, true, 'away'],
  ] as const)('of %d ms, away %s, is %s', (remainingMs, isAway, mode) => {
    expect(ringMode(remainingMs, isAway)).toBe(mode);
  });
});

describe('ringShare', () => {
  it.each([
    [150_000, 300_000, 0.5],
    [400_000, 300_000, 1],
    [-1, 300_000, 0],
    [10, 0, 0],
  ])('of %d in %d is %d', (remainingMs, totalMs, share) => {
    expect(ringShare(remainingMs, totalMs)).toBe(share);
  });
});

describe('ringText', () => {
  it.each([
    [252_000, '4:12'],
    [251_001, '4:12'],
    [1, '0:01'],
    [0, '0:00'],
    [-9, '0:00'],
  ])('of %d ms is %s', (remainingMs, text) => {
    expect(ringText(remainingMs)).toBe(text);
  });
});
