import { parentPort, workerData } from 'node:worker_threads';
import { mutants } from './controls/mutants.ts';
import { catchMutant } from './controls/catch-mutant.ts';
import { runSeed } from './run-seed.ts';
import type { RanMutant, RanSeed, ThreadWork } from './threads.ts';

const { kind, next, end } = workerData as ThreadWork;

async function runOneSeed(number: number): Promise<RanSeed> {
  const { seed, violations, steps, orders } = await runSeed(String(number));
  return { kind: 'seed', seed, violations, steps, orders };
}

async function runOneMutant(number: number): Promise<RanMutant> {
  const mutant = mutants[number];
  if (!mutant) throw new RangeError(`there is no mutant ${number}`);
  return { kind: 'mutant', name: mutant.name, ...(await catchMutant(mutant)) };
}

for (let piece = Atomics.add(next, 0, 1); piece < end; piece = Atomics.add(next, 0, 1)) {
  const ran = await (kind === 'seeds' ? runOneSeed(piece) : runOneMutant(piece));
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(ran);
}
