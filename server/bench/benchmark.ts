import type { BenchOffice } from './bench-office.ts';

/** One figure of a benchmark, ready to be shown. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: '/s' | 'ms' | 's' | '×' | '';
  /** What it should be, in words. */
  readonly goal?: string;
}

/** Something that is measured, as ratios of one run. */
export interface Benchmark {
  readonly name: string;
  /** What it does, for whoever waits. */
  readonly doing: string;
  run(office: BenchOffice): Promise<readonly Figure[]>;
}

/** How often something happened in a second. */
export function perSecond(what: string, value: number, goal?: string): Figure {
  return { what, value: Math.round(value), unit: '/s', ...(goal && { goal }) };
}

/** One figure of a run against another of the same run. Two digits after the point are more than a noisy machine can say. */
export function ratio(what: string, value: number, goal?: string): Figure {
  return { what, value: rounded(value), unit: '×', ...(goal && { goal }) };
}

export function milliseconds(what: string, value: number, goal?: string): Figure {
  return { what, value: rounded(value), unit: 'ms', ...(goal && { goal }) };
}

export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
