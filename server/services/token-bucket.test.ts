import { describe, expect, it } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

describe('a token bucket', () => {
  it('gives its capacity at once, and then as much as it gains', () => {
    const bucket = new TokenBucket({ capacity: 3, perSecond: 2 });
    expect([1, 2, 3].map(() => bucket.take(1, 0))).toEqual([0, 0, 0]);
    expect(bucket.take(1, 0)).toBe(500);
    expect(bucket.take(1, 499)).toBe(1);
    expect(bucket.take(1, 500)).toBe(0);
    expect(bucket.take(1, 500)).toBe(500);
  });

  it('never holds more than its capacity', () => {
    const bucket = new TokenBucket({ capacity: 3, perSecond: 2 });
    expect(bucket.take(3, 1_000_000)).toBe(0);
    expect(bucket.take(1, 1_000_000)).toBe(500);
  });

  it('refuses without taking', () => {
    const bucket = new TokenBucket({ capacity: 3, perSecond: 1 });
    expect(bucket.take(2, 0)).toBe(0);
    expect(bucket.take(2, 0)).toBe(1_000);
    expect(bucket.take(1, 0)).toBe(0);
  });
});
