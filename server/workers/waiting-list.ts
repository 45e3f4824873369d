import type { WaitingListSweep } from '../services/waiting-list/waiting-list-sweep.ts';
import type { Worker } from './worker.ts';

/** A net below the events: finds free seats that somebody waits for, and ends the lines of shows that have begun. */
export function waitingListSweep(sweep: WaitingListSweep): Worker {
  return {
    name: 'waiting-list',
    restMs: 5_000,
    step: async () => {
      await sweep.step();
    },
  };
}
