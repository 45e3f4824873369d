import { describe, expect, it } from 'vitest';
import { clampPitch, zoomBounds } from './map-zoom.ts';

const view = { width: 978, height: 632 };
const limits = { smallest: 44, comfortable: 56 };

describe('zoomBounds', () => {
  it('fits the tighter side', () => {
    const { fit } = zoomBounds({ plan: { width: 20, height: 12 }, view, ...limits });
    expect(fit).toBeCloseTo(978 / 20);
  });

  it('never makes seats smaller than a finger, nor larger than comfortable', () => {
    expect(zoomBounds({ plan: { width: 40, height: 20 }, view, ...limits }).fit).toBe(44);
    expect(zoomBounds({ plan: { width: 6, height: 5 }, view, ...limits }).fit).toBe(56);
  });
});

describe('clampPitch', () => {
  const bounds = { fit: 44, largest: 96 };

  it.each([
    [10, 44],
    [60, 60],
    [500, 96],
  ])('makes %d to %d', (wanted, pitch) => {
    expect(clampPitch(wanted, bounds)).toBe(pitch);
  });
});
