import { describe, expect, it } from 'vitest';
import { variableLimits } from './operation-limits.ts';
import { refuseVariables } from './variable-limits.ts';

const limitOf = (variables: Readonly<Record<string, unknown>>) => refuseVariables(variables)?.extensions['limit'];
const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);

/** Variables of the size that is asked for, by the limit that they come to. */
const variables: { readonly [limit in keyof typeof variableLimits]: (size: number) => Record<string, unknown> } = {
  depth: (size) => ({ a: nested(size - 1) }),
  listItems: (size) => ({ a: Array.from({ length: size }, () => 1) }),
  stringCharacters: (size) => ({ a: 'x'.repeat(size) }),
  // The variables as a whole are a value, too.
  values: (size) => Object.fromEntries(Array.from({ length: size - 1 }, (_each, index) => [`v${index}`, index])),
  characters: (size) => ({
    text: Array.from({ length: 64 }, (_each, index) => 'x'.repeat(index < 63 ? 1_000 : size - 63_004)),
  }),
};

describe('the limits of variables', () => {
  it.each(Object.entries(variables))('%s: as much as is allowed, and not more', (limit, make) => {
    const most = variableLimits[limit as keyof typeof variables];
    expect(limitOf(make(most))).toBeUndefined();
    expect(limitOf(make(most + 1))).toBe(`variables.${limit}`);
  });

  it('stop at a bomb of nested lists before they have looked at all of it', () => {
    const bomb = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as Record<string, unknown>;
    expect(limitOf(bomb)).toBe('variables.depth');
  });
});
