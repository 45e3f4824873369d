import { describe, expect, it } from 'vitest';
import { clampPitch, scrollKeeping, zoomBounds } from './map-zoom.ts';

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

describe('scrollKeeping', () => {
  /** Which pitch of the plan stands at the point. */
  function placeAt({ scroll, point, indent }: { scroll: number; point: number; indent: number }, pitch: number) {
    return (scroll + point - indent) / pitch;
  }

  it('keeps what stands at the point of a plan larger than its view', () => {
    const axis = { plan: 40, view: 900, scroll: 300, point: 200 };
    const scroll = scrollKeeping(axis, 44, 88);
    expect(placeAt({ scroll, point: 200, indent: 0 }, 88)).toBeCloseTo(
      placeAt({ scroll: 300, point: 200, indent: 0 }, 44),
    );
  });

  it('reckons with the space beside a plan that is smaller at first', () => {
    const axis = { plan: 20, view: 900, scroll: 0, point: 500 };
    const scroll = scrollKeeping(axis, 30, 64);
    expect(placeAt({ scroll, point: 500, indent: 0 }, 64)).toBeCloseTo((500 - 150) / 30);
  });

  it('never scrolls beyond the beginning', () => {
    expect(scrollKeeping({ plan: 40, view: 900, scroll: 0, point: 10 }, 88, 44)).toBe(0);
  });
});
