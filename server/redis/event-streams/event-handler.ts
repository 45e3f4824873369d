import type { EventGroup } from './event-groups.ts';
import type { StreamEntry } from './stream-entry.ts';

/** An event as it is handed to a group. */
export interface Delivery<Event> {
  readonly event: Event;
  /** How often it was tried, this time included; from 1. */
  readonly attempt: number;
  /** When this fails, the group gives the event up. */
  readonly isLast: boolean;
}

/** When a failed event is tried again, and when it is given up. Times in ms. */
export interface RetryPolicy {
  /** Rest after the first failure; doubled after each further one. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** After this many attempts an event becomes a dead letter. */
  readonly attempts: number;
  /** What a reader keeps for longer than this is taken over from it: longer than any batch may take. */
  readonly stuckMs: number;
}

/** Ten attempts within about nine minutes. */
export const patientRetry: RetryPolicy = { firstMs: 1_000, longestMs: 300_000, attempts: 10, stuckMs: 30_000 };

/** What one consumer group does with events of a kind. */
export interface EventHandler<Event> {
  /** Names the group in Redis, in the status and in replays. */
  readonly group: EventGroup;
  /** How many events are handled at once, all of them or none. */
  readonly batchSize: number;
  /** How many such batches at the same time. */
  readonly parallel: number;
  readonly retry: RetryPolicy;
  /**
   * Resolves when the effects are durable. Every event comes at least once, in any order, perhaps twice at the same
   * time: an effect is guarded by a key in its own transaction.
   */
  handle(deliveries: readonly Delivery<Event>[]): Promise<void>;
}

/** A handler together with the streams that it reads. */
export interface GroupDefinition extends EventHandler<StreamEntry> {
  readonly streams: readonly string[];
}

/** Binds a handler to its streams. An entry that can't be parsed fails as one that can't be handled. */
export function defineGroup<Event>(
  streams: readonly string[],
  parse: (entry: StreamEntry) => Event,
  handler: EventHandler<Event>,
): GroupDefinition {
  const { group, batchSize, parallel, retry } = handler;
  return {
    streams,
    group,
    batchSize,
    parallel,
    retry,
    async handle(deliveries) {
      await handler.handle(deliveries.map((delivery) => ({ ...delivery, event: parse(delivery.event) })));
    },
  };
}

/** How long an event rests after it failed for the `attempt`th time. */
export function restAfter({ firstMs, longestMs }: RetryPolicy, attempt: number): number {
  return Math.min(longestMs, firstMs * 2 ** (attempt - 1));
}
