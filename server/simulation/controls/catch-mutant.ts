import { runSeed } from '../run-seed.ts';
import type { Mutant } from './mutants.ts';

/** How many seeds it takes until somebody notices that a guard is off; null when nobody does within the mutant's bound. */
export async function catchMutant({ controls, within }: Mutant) {
  for (let seed = 0; seed < within; seed += 1) {
    const [violation] = (await runSeed(String(seed), { controls })).violations;
    if (violation !== undefined) return { caughtAfter: seed + 1, violation };
  }
  return { caughtAfter: null, violation: '' };
}
