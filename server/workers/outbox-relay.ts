import type { RecoveryService } from '../services/recovery-service.ts';
import type { Worker } from './worker.ts';

/** Repeats the effects of committed orders until they have happened. */
export function outboxRelay(recovery: RecoveryService): Worker {
  return {
    name: 'outbox-relay',
    restMs: 250,
    step: async () => {
      while ((await recovery.relayOutbox()) > 0);
    },
  };
}
