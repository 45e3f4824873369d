import type { HoldHistory } from '../services/hold-history.ts';
import type { Worker } from './worker.ts';

/** How long one read waits for events, in ms. */
const blockMs = 1_000;

/** Steps between two looks for events that a dead reader left. */
const stepsBetweenTakeOvers = 20;

/** Writes what happens to holds into the audit history. */
export function auditWriter(history: HoldHistory): Worker {
  let steps = 0;
  return {
    name: 'audit-writer',
    restMs: 0,
    step: async () => {
      if (steps % stepsBetweenTakeOvers === 0) await history.takeOver();
      steps += 1;
      await history.readNext(blockMs);
    },
  };
}
