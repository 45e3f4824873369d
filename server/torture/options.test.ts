import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options.ts';

describe('the options of a torture run', () => {
  it('end it by time, by operations, or by both', () => {
    expect(readOptions(['--seed', '7', '--minutes', '3'])).toMatchObject({
      seed: '7',
      lastsMs: 180_000,
      operations: Number.POSITIVE_INFINITY,
    });
    expect(readOptions(['--operations', '500'])).toMatchObject({ operations: 500, lastsMs: 7_200_000 });
    expect(readOptions(['--operations', '500', '--minutes', '1'])).toMatchObject({ operations: 500, lastsMs: 60_000 });
  });

  it('have a seed of their own when none is given', () => {
    expect(readOptions([]).seed).toMatch(/^\d+$/);
  });

  it.each([['--minutes', '0'], ['--operations', 'many'], ['--oil'], ['more']])('refuse %s', (...parameters) => {
    expect(() => readOptions(parameters)).toThrow(UsageError);
  });
});
