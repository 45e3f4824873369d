import type { RecoveryService } from '../services/recovery-service.ts';
import type { Worker } from './worker.ts';

/** Frees overdue holds, so that everyone who watches sees their seats come back. Correctness never waits for it. */
export function holdExpiry(recovery: RecoveryService): Worker {
  return {
    name: 'hold-expiry',
    restMs: 250,
    step: async () => {
      await recovery.expireHolds();
    },
  };
}
