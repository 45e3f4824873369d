import type { OrderEvent, OrderEventType } from '../domain/order-event.ts';
import type { RedisClient } from './client.ts';
import { defineGroup, type EventHandler, type GroupDefinition } from './event-streams/event-handler.ts';
import type { StreamEntry } from './event-streams/stream-entry.ts';
import type { Keys } from './keys.ts';

/** The stream of what happens to orders. */
export class OrderEvents {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  /** Adds events, all in one round trip. The stream isn't cut here: see `trimHandled`. */
  async add(events: readonly OrderEvent[]): Promise<void> {
    await Promise.all(events.map((event) => this.#redis.xAdd(this.#keys.orderEvents, '*', toFields(event))));
  }
}

/** A group that reads the order events. */
export function orderEventGroup(keys: Keys, handler: EventHandler<OrderEvent>): GroupDefinition {
  return defineGroup([keys.orderEvents], toEvent, handler);
}

function toFields({ id, type, orderId, at, data }: OrderEvent): Record<string, string> {
  return { id, type, orderId, at: String(at.getTime()), data: JSON.stringify(data) };
}

function toEvent({ fields }: StreamEntry): OrderEvent {
  const { id = '', type = '', orderId = '', at = '', data = '{}' } = fields;
  return {
    id,
    type: type as OrderEventType,
    orderId,
    at: new Date(Number(at)),
    data: JSON.parse(data) as Record<string, string>,
  };
}
