import { describe, expect, it } from 'vitest';
import { Keys, partitionCount, partitionOf } from './keys.ts';

describe('the partition of a showtime', () => {
  it('never changes, because stored keys carry it', () => {
    const golden = ['', 'showtime-1', '0192f0c1-2345-7abc-8def-0123456789ab', 'ภาพยนตร์'].map(partitionOf);
    expect(golden).toEqual([2, 14, 12, 6]);
  });

  it('spreads showtimes over all partitions', () => {
    const counts = new Map<number, number>();
    for (let index = 0; index < 16_000; index += 1) {
      const partition = partitionOf(`showtime-${index}`);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual(
      Array.from({ length: partitionCount }, (_each, index) => index),
    );
    expect(Math.min(...counts.values())).toBeGreaterThan(850);
    expect(Math.max(...counts.values())).toBeLessThan(1_150);
  });
});

describe('keys', () => {
  const keys = new Keys('foyer');

  it('tags all keys of a showtime alike, so that one cluster slot has them', () => {
    const tags = keys.ofShowtime('showtime-1').map((key) => /\{.*?\}/.exec(key)?.[0]);
    expect(new Set(tags)).toEqual(new Set([`{p${partitionOf('showtime-1')}}`]));
  });

  it('names the same keys one by one as for the scripts', () => {
    const [map, holds, due, , rebuild, active, events] = keys.ofShowtime('showtime-1');
    const partition = partitionOf('showtime-1');
    expect([map, holds, due, rebuild]).toEqual([
      keys.map('showtime-1'),
      keys.holds('showtime-1'),
      keys.due('showtime-1'),
      keys.rebuild('showtime-1'),
    ]);
    expect([active, events]).toEqual([keys.active(partition), keys.events(partition)]);
  });
});
