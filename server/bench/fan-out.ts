import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { connectRedis, type RedisClient } from '../redis/client.ts';
import { Keys } from '../redis/keys.ts';
import type { BenchOffice } from './bench-office.ts';
import { forkProgram } from './forked-program.ts';
import { percentile } from './measure.ts';

const subscribers = 500;
const events = 60;

export interface FanOutResult {
  readonly graphql: { readonly p50Ms: number; readonly p99Ms: number };
  readonly raw: { readonly p50Ms: number; readonly p99Ms: number };
  readonly p50Ratio: number;
}

/** One event to 500 subscribers by graphql-ws, against 500 bare sockets: ms from PUBLISH to each receipt. */
export async function benchFanOut(office: BenchOffice): Promise<FanOutResult> {
  const [showtimeId] = office.showtimeIds;
  if (showtimeId === undefined) throw new Error('the benchmark has no showtimes');
  const channel = new Keys('foyer').seatChannel(showtimeId);
  const redis = await connectRedis(office.config.redisUrl, () => undefined);
  try {
    const raw = await rawLatencies(office, redis, channel);
    const graphql = await graphqlLatencies(office, redis, channel, showtimeId);
    const summary = (values: readonly number[]) => ({
      p50Ms: percentile(values, 0.5),
      p99Ms: percentile(values, 0.99),
    });
    const result = { graphql: summary(graphql), raw: summary(raw) };
    return { ...result, p50Ratio: result.graphql.p50Ms / result.raw.p50Ms };
  } finally {
    redis.destroy();
  }
}

async function rawLatencies(office: BenchOffice, redis: RedisClient, channel: string): Promise<readonly number[]> {
  const { child: program, ready } = await forkProgram<{ readonly port: number }>('raw-broadcast', [
    office.config.redisUrl,
    channel,
  ]);
  const gate = new Gate();
  const sockets = await Promise.all(
    Array.from({ length: subscribers }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${ready.port}`, { perMessageDeflate: false });
      socket.on('message', () => gate.pass());
      await once(socket, 'open');
      return socket;
    }),
  );
  const latencies = await publishAll(redis, channel, gate);
  for (const socket of sockets) socket.terminate();
  program.disconnect();
  await once(program, 'exit');
  return latencies;
}

async function graphqlLatencies(
  office: BenchOffice,
  redis: RedisClient,
  channel: string,
  showtimeId: string,
): Promise<readonly number[]> {
  const gate = new Gate();
  const clients = Array.from({ length: subscribers }, () =>
    createClient({
      url: `ws://127.0.0.1:${office.apiPort}/graphql`,
      webSocketImpl: WebSocket,
      lazy: false,
      retryAttempts: 0,
    }),
  );
  await Promise.all(clients.map((client) => new Promise<void>((resolve) => client.on('connected', () => resolve()))));
  const query = 'subscription Seats($id: ID!) { seatMapChanged(showtimeId: $id) { epoch version seats states } }';
  for (const client of clients) {
    client.subscribe(
      { query, variables: { id: showtimeId } },
      { next: () => gate.pass(), error: rethrow, complete: () => undefined },
    );
  }
  await untilAllHear(redis, channel, gate);
  const latencies = await publishAll(redis, channel, gate);
  await Promise.all(clients.map(async (client) => client.dispose()));
  return latencies;
}

function rethrow(error: unknown): never {
  throw error;
}

/** Publishes until one event has reached everybody: only then all subscriptions are live. */
async function untilAllHear(redis: RedisClient, channel: string, gate: Gate): Promise<void> {
  for (;;) {
    const passed = gate.open();
    await redis.publish(channel, message(0));
    const isComplete = await Promise.race([
      passed.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 1_000, false)),
    ]);
    if (isComplete) return;
  }
}

async function publishAll(redis: RedisClient, channel: string, gate: Gate): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let event = 1; event <= events; event += 1) {
    const passed = gate.open();
    await redis.publish(channel, message(event));
    latencies.push(...(await passed));
  }
  return latencies;
}

function message(version: number): string {
  return JSON.stringify({ epoch: '1', version, seats: [1, 2, 3, 4], states: '1111' });
}

/** Collects the time at which each subscriber heard of an event. */
class Gate {
  #openedAt = 0;
  #times: number[] = [];
  #done: ((times: readonly number[]) => void) | undefined;

  /** Starts the clock; resolves with the ms of every subscriber when all have heard. */
  open(): Promise<readonly number[]> {
    this.#times = [];
    this.#openedAt = performance.now();
    return new Promise((resolve) => {
      this.#done = resolve;
    });
  }

  pass(): void {
    this.#times.push(performance.now() - this.#openedAt);
    if (this.#times.length === subscribers) this.#done?.(this.#times);
  }
}
