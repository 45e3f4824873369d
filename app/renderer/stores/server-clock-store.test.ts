import { describe, expect, it } from 'vitest';
import { betterSample, sampleClock } from './server-clock-store.ts';

describe('server clock', () => {
  it('takes the server to have answered half way', () => {
    expect(sampleClock(10_050, 1_000, 1_100)).toEqual({ offset: 9_000, roundTrip: 100, takenAt: 1_100 });
  });

  it('keeps the sample of the quicker reply', () => {
    const quick = sampleClock(10_005, 1_000, 1_010);
    const slow = sampleClock(11_400, 2_000, 2_900);
    expect(betterSample(undefined, slow)).toBe(slow);
    expect(betterSample(slow, quick)).toBe(quick);
    expect(betterSample(quick, slow)).toBe(quick);
  });

  it('does not keep it for ever: clocks drift', () => {
    const quick = sampleClock(10_005, 1_000, 1_010);
    const slow = sampleClock(500_000, 400_000, 400_900);
    expect(betterSample(quick, slow)).toBe(slow);
  });
});
