import type { AuditSealer } from '../services/audit/audit-sealer.ts';
import type { Worker } from './worker.ts';

/** Gives new audit entries their places in the sealed chain. */
export function auditSealer(sealer: AuditSealer): Worker {
  return {
    name: 'audit-sealer',
    restMs: 500,
    step: async () => {
      while ((await sealer.sealNext()) > 0);
    },
  };
}
