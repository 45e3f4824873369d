import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../log.ts';
import { isPartDown } from '../services/part-down.ts';

/** A step that is repeated for as long as the program runs. */
export interface Worker {
  readonly name: string;
  /** Rest between steps in ms. */
  readonly restMs: number;
  /** Does what there is to do; must be safe to repeat. */
  readonly step: () => Promise<void>;
}

/** Rest after a failed step in ms: a part that is away is not helped by haste. */
const restAfterFailureMs = 500;

/** Runs workers side by side until they are stopped. A failed step is told and tried again. */
export function startWorkers(workers: readonly Worker[], log: Logger): { stop(): Promise<void> } {
  const ending = new AbortController();
  // Every loop listens while it rests.
  setMaxListeners(workers.length, ending.signal);
  const loops = workers.map((worker) => run(worker, log, ending.signal));
  return {
    async stop() {
      ending.abort();
      await Promise.all(loops);
    },
  };
}

async function run({ name, restMs, step }: Worker, log: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let rest = restMs;
    try {
      await step();
    } catch (error) {
      rest = restAfterFailureMs;
      if (isPartDown(error)) log.warn({ worker: name, error }, 'a worker waits for a part that is away');
      else log.error({ worker: name, error }, 'a step of a worker failed');
    }
    await wait(rest, undefined, { signal }).catch(ignoreAbort);
  }
}

/** Being woken by the end of the program is what the wait is for. */
function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error && error.name === 'AbortError')) throw error;
}
