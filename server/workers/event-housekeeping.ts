import type { EventHousekeeping } from '../services/events/event-housekeeping.ts';
import type { Worker } from './worker.ts';

/** Keeps the event streams short. */
export function eventHousekeeping(housekeeping: EventHousekeeping): Worker {
  return {
    name: 'event-housekeeping',
    restMs: 10_000,
    step: async () => {
      await housekeeping.trim();
    },
  };
}
