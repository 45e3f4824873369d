import type { SessionId } from '#shared/domain/ids.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';

/** Tells every program which sessions were ended. May be missed: the database knows them too. */
export class SessionFeed {
  readonly #redis: RedisClient;
  readonly #subscriber: RedisClient;
  readonly #channel: string;

  constructor(redis: RedisClient, subscriber: RedisClient, { sessionChannel }: Keys) {
    this.#redis = redis;
    this.#subscriber = subscriber;
    this.#channel = sessionChannel;
  }

  async publish(sessionIds: readonly SessionId[]): Promise<void> {
    await this.#redis.publish(this.#channel, sessionIds.join(' '));
  }

  /** Hears of ended sessions, and by `onReconnected` that some may have been missed. */
  async watch(onEnded: (sessionIds: readonly SessionId[]) => void, onReconnected: () => void): Promise<void> {
    this.#subscriber.on('ready', onReconnected);
    await this.#subscriber.subscribe(this.#channel, (message) => onEnded(message.split(' ') as SessionId[]));
  }
}
