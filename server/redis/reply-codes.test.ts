import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { failureOf, replyCodes } from './reply-codes.ts';

describe('reply codes', () => {
  it('are the same numbers in the scripts', () => {
    const prologue = readFileSync(path.join(import.meta.dirname, 'scripts/include/prologue.lua'), 'utf8');
    const [, names = '', numbers = ''] = /^local (OK[A-Z_, ]+) = ([-\d, ]+)$/m.exec(prologue) ?? [];
    const inLua = Object.fromEntries(
      names.split(', ').map((name, index) => [name, Number(numbers.split(', ')[index])]),
    );
    const inTypeScript = Object.entries(replyCodes).map(([name, code]) => [constantName(name), code]);
    expect(inLua).toEqual(Object.fromEntries(inTypeScript));
  });

  it('tell success from the failures that an operation expects', () => {
    expect(failureOf([replyCodes.ok, 'x'], ['expired'])).toBeUndefined();
    expect(failureOf([replyCodes.expired], ['conflict', 'expired'])).toBe('expired');
  });

  it('throw on a failure that the operation cannot have, and on a number that means nothing', () => {
    expect(() => failureOf([replyCodes.tooMany], ['expired'])).toThrow('tooMany');
    expect(() => failureOf([-99], ['expired'])).toThrow('-99');
  });
});

function constantName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
