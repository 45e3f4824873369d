import type { AuditSealer } from '../services/audit/audit-sealer.ts';
import type { Worker } from './worker.ts';

/** A step ends now and then even while there is more to do, so that the program can be stopped. */
const mostBatches = 20;

/** Gives new audit entries their places in the sealed chain. */
export function auditSealer(sealer: AuditSealer): Worker {
  return {
    name: 'audit-sealer',
    restMs: 500,
    step: async () => {
      for (let batch = 0; batch < mostBatches; batch += 1) {
        if ((await sealer.sealNext()) === 0) return;
      }
    },
  };
}
