import type { EventRelay } from '../services/events/event-relay.ts';
import type { Worker } from './worker.ts';

/** Tells what the outbox has. */
export function outboxRelay(relay: EventRelay): Worker {
  return {
    name: 'outbox-relay',
    restMs: 250,
    step: async () => {
      while ((await relay.step()) > 0);
    },
  };
}
