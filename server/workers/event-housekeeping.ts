import type { EventHousekeeping } from '../services/events/event-housekeeping.ts';
import type { Worker } from './worker.ts';

/** Keeps the event streams, and the lists of their readers, short. */
export function eventHousekeeping(housekeeping: EventHousekeeping): Worker {
  return {
    name: 'event-housekeeping',
    restMs: 10_000,
    step: () => housekeeping.tidy(),
  };
}
