import type { RecoveryService } from '../services/recovery-service.ts';
import type { Worker } from './worker.ts';

/** Brings back the maps that Redis lost, so that stations which only watch hear of the new epoch. */
export function mapKeeper(recovery: RecoveryService): Worker {
  return {
    name: 'map-keeper',
    restMs: 1_000,
    step: async () => {
      await recovery.rebuildLostMaps();
    },
  };
}
