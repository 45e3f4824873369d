import type { EventConsumer } from '../services/events/event-consumer.ts';
import type { Worker } from './worker.ts';

/** How long one read waits for events, in ms. */
const blockMs = 1_000;

/** Lets one consumer group of the event streams work. */
export function eventConsumer(consumer: EventConsumer): Worker {
  return {
    name: `events-${consumer.name}`,
    restMs: 0,
    step: async () => {
      await consumer.step(blockMs);
    },
  };
}
