import { freshRedis, type FreshRedis } from '../../embedded/testing.ts';
import { connectRedis, duplicateRedis, type RedisClient } from '../client.ts';
import { Keys } from '../keys.ts';
import { ConsumerGroup, type EventFailure } from './consumer-group.ts';
import type { Delivery, RetryPolicy } from './event-handler.ts';
import type { StreamEntry } from './stream-entry.ts';

/** A part that is away, as far as the groups of a bench are concerned. */
export class PartAway extends Error {}

/** Retries quick enough for a test, and a reader that is not taken for dead while the test runs. */
export const hastyRetry: RetryPolicy = { firstMs: 20, longestMs: 60, attempts: 4, stuckMs: 600_000 };

interface GroupOptions {
  readonly consumer?: string;
  readonly retry?: Partial<RetryPolicy>;
  readonly batchSize?: number;
  readonly parallel?: number;
  readonly handle: (deliveries: readonly Delivery<StreamEntry>[]) => Promise<void>;
}

/** Consumer groups over a Redis server of the test's own. */
export class StreamsBench implements AsyncDisposable {
  readonly redis: RedisClient;
  readonly keys = new Keys('test');
  readonly stream = this.keys.orderEvents;
  readonly failures: EventFailure[] = [];
  readonly #server: FreshRedis;
  readonly #readers: RedisClient[] = [];

  private constructor(server: FreshRedis, redis: RedisClient) {
    this.#server = server;
    this.redis = redis;
  }

  static async open(): Promise<StreamsBench> {
    const server = await freshRedis();
    return new StreamsBench(server, await connectRedis(server.url, failOnError));
  }

  /** A reader of the group `notifications` with a connection of its own. */
  async group({
    consumer = 'worker-1',
    retry,
    batchSize = 10,
    parallel = 1,
    handle,
  }: GroupOptions): Promise<ConsumerGroup> {
    const reader = await duplicateRedis(this.redis, failOnError);
    this.#readers.push(reader);
    const definition = {
      streams: [this.stream],
      group: 'notifications',
      batchSize,
      parallel,
      retry: { ...hastyRetry, ...retry },
      handle,
    } as const;
    return new ConsumerGroup({
      reader,
      keys: this.keys,
      definition,
      consumer,
      isOutage: (error) => error instanceof PartAway,
      onFailure: (failure) => void this.failures.push(failure),
    });
  }

  async add(...ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.redis.xAdd(this.stream, '*', { id });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of [...this.#readers, this.redis]) client.destroy();
    await this.#server.dispose();
  }
}

/** An error of a connection that a test did not provoke: let it end the test run. */
function failOnError(error: unknown): void {
  throw error;
}

/** Steps until the condition holds; a test that never gets there runs into its own time limit. */
export async function stepUntil(group: ConsumerGroup, isDone: () => boolean): Promise<void> {
  while (!isDone()) await group.step(5);
}
