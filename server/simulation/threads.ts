import { Worker } from 'node:worker_threads';
import type { SeedOutcome } from './run-seed.ts';

/** What the threads of a run share: each takes the next piece of work from a counter. */
export interface ThreadWork {
  /** `seeds`: sound worlds; `mutants`: worlds without one guard. */
  readonly kind: 'seeds' | 'mutants';
  readonly next: Int32Array;
  /** The first piece that isn't done. */
  readonly end: number;
}

/** What came of one piece of work. */
export type ThreadMessage = RanSeed | RanMutant;

export type RanSeed = { readonly kind: 'seed' } & Pick<SeedOutcome, 'seed' | 'violations' | 'steps' | 'orders'>;

export interface RanMutant {
  readonly kind: 'mutant';
  readonly name: string;
  /** How many seeds it took until somebody noticed; null when nobody did. */
  readonly caughtAfter: number | null;
  /** What was noticed. */
  readonly violation: string;
}

/** Does pieces of work `from` to `end` on so many threads. `onMessage` may stop the rest. Throws what a thread throws. */
export async function runThreads(
  { kind, from, end, threads }: Pick<ThreadWork, 'kind' | 'end'> & { readonly from: number; readonly threads: number },
  onMessage: (message: ThreadMessage, stop: () => void) => void,
): Promise<void> {
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  Atomics.store(next, 0, from);
  const stop = (): void => void Atomics.store(next, 0, end);
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData: ThreadWork = { kind, next, end };
      const thread = new Worker(new URL('./simulation-thread.js', import.meta.url), { workerData });
      thread.on('message', (message: ThreadMessage) => onMessage(message, stop));
      thread.on('error', reject);
      thread.on('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: threads }, run));
}
