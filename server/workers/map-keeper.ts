import type { MapReconciliation } from '../services/map-reconciliation.ts';
import type { RecoveryService } from '../services/recovery-service.ts';
import type { Worker } from './worker.ts';

/** Finds maps that show something else than the claims, and mends them. */
export function mapReconciliation(maps: MapReconciliation): Worker {
  return {
    name: 'map-reconciliation',
    restMs: 2_000,
    step: async () => {
      await maps.step();
    },
  };
}

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
