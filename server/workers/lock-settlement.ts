import type { RecoveryService } from '../services/recovery-service.ts';
import type { Worker } from './worker.ts';

/** Decides payment locks whose program died: the database knows whether they were sold. */
export function lockSettlement(recovery: RecoveryService): Worker {
  return {
    name: 'lock-settlement',
    restMs: 1_000,
    step: async () => {
      await recovery.settleAbandonedLocks();
    },
  };
}
