import { describe, expect, it } from 'vitest';
import { catchMutant } from './controls/catch-mutant.ts';
import { mutants, soon } from './controls/mutants.ts';
import { runSeed } from './run-seed.ts';

/** `npm run simulate` runs thousands, and the mutants that are noticed rarely. */
const seeds = Array.from({ length: 40 }, (_each, index) => String(index));

describe('the simulated cinema', () => {
  it('keeps its promises whatever goes wrong', async () => {
    for (const seed of seeds)
      expect(await runSeed(seed), `npm run simulate -- --seed ${seed}`).toMatchObject({ violations: [] });
  }, 300_000);

  it('goes the same way again from the same seed', async () => {
    for (const seed of seeds.slice(0, 3)) expect((await runSeed(seed)).hash).toBe((await runSeed(seed)).hash);
    expect((await runSeed('1')).hash).not.toBe((await runSeed('2')).hash);
  }, 60_000);

  it.each(mutants.filter(({ within }) => within <= soon))(
    'is noticed to break them when $name',
    async (mutant) => {
      expect((await catchMutant(mutant)).caughtAfter).not.toBeNull();
    },
    300_000,
  );
});
