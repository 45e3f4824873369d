import type { RedisClient } from './client.ts';
import { defineGroup, type EventHandler, type GroupDefinition } from './event-streams/event-handler.ts';
import type { Keys } from './keys.ts';

/** An event of the payment gateway as it arrived: checked, but not worked off. */
export interface InboxEvent {
  /** The gateway's id. */
  readonly id: string;
  /** The whole event as JSON text. */
  readonly body: string;
}

/** Events of the payment gateway, kept until they are worked off. */
export class PaymentInbox {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async add({ id, body }: InboxEvent): Promise<void> {
    await this.#redis.xAdd(this.#keys.paymentEvents, '*', { id, body });
  }
}

/** The inbox, read as one group. */
export function paymentEventGroup(keys: Keys, handler: EventHandler<InboxEvent>): GroupDefinition {
  return defineGroup(
    [keys.paymentEvents],
    ({ fields }) => ({ id: fields['id'] ?? '', body: fields['body'] ?? '' }),
    handler,
  );
}
