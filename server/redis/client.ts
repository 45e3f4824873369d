import { createClient } from 'redis';
import { scripts } from './scripts.ts';

/** Waits between attempts to connect again, in ms: quick at first, because a sale may be waiting. */
const longestWaitMs = 1_000;

function newClient(url: string) {
  return createClient({
    url,
    scripts,
    // Without a connection a command fails at once and says so, instead of waiting for one.
    disableOfflineQueue: true,
    // A timer for every command costs more than the command. A Redis that hangs is noticed by the silence of its socket,
    // which the pings keep from falling silent otherwise; then everything that waits on it fails.
    commandOptions: { timeout: 0 },
    pingInterval: 2_000,
    socket: {
      socketTimeout: 6_000,
      connectTimeout: 3_000,
      reconnectStrategy: (retries) => Math.min(20 * 2 ** retries, longestWaitMs),
    },
  });
}

export type RedisClient = ReturnType<typeof newClient>;

/** Connects. Later losses of the connection are told to `onError` and healed by themselves; throws when it can't be had at first. */
export async function connectRedis(url: string, onError: (error: unknown) => void): Promise<RedisClient> {
  const client = newClient(url);
  client.on('error', onError);
  await client.connect();
  return client;
}

/** One more connection of the same kind, for subscriptions and blocking reads. */
export async function duplicateRedis(client: RedisClient, onError: (error: unknown) => void): Promise<RedisClient> {
  const copy = client.duplicate() as RedisClient;
  copy.on('error', onError);
  await copy.connect();
  return copy;
}
