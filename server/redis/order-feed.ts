import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';

/** Tells which orders changed. May be missed: whoever hears of one reads the order itself. */
export class OrderFeed {
  readonly #redis: RedisClient;
  readonly #subscriber: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, subscriber: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#subscriber = subscriber;
    this.#keys = keys;
  }

  async publish(orderId: string): Promise<void> {
    await this.#redis.publish(this.#keys.orderChannel, orderId);
  }

  /** Hears of changed orders until the returned function is called. */
  async watch(listener: (orderId: string) => void): Promise<() => Promise<void>> {
    const { orderChannel } = this.#keys;
    const onMessage = (orderId: string): void => listener(orderId);
    await this.#subscriber.subscribe(orderChannel, onMessage);
    return () => this.#subscriber.unsubscribe(orderChannel, onMessage);
  }
}
