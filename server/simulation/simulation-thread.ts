import { parentPort, workerData } from 'node:worker_threads';
import { runSeed, type SeedOutcome } from './run-seed.ts';

/** What a thread is given: seeds are taken from a counter that all share. */
export interface ThreadData {
  readonly next: Int32Array;
  /** The first seed that isn't run. */
  readonly end: number;
}

export type ThreadMessage = Pick<SeedOutcome, 'seed' | 'violations' | 'hash' | 'steps' | 'orders'>;

const { next, end } = workerData as ThreadData;
for (let seed = Atomics.add(next, 0, 1); seed < end; seed = Atomics.add(next, 0, 1)) {
  const { last: _inWords, ...message } = await runSeed(String(seed));
  parentPort?.postMessage(message satisfies ThreadMessage);
}
