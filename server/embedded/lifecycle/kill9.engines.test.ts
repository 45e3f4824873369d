import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Collection } from 'mongodb';
import { createClient, type RedisClientType } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunningEngine } from '../engine.ts';
import { startMongoDb } from '../mongodb.ts';
import { startRedis } from '../redis.ts';
import { enginesOf } from './engines-of.ts';

let dataDirectory: string;
beforeAll(() => void (dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-kill9-'))));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

/** Kills what runs in that part of the data folder, as an out-of-memory killer would. */
function kill9(part: 'mongodb' | 'redis'): void {
  const [redis, mongo] = enginesOf(dataDirectory);
  const victim = part === 'redis' ? redis : (mongo ?? redis);
  process.kill(victim?.pid ?? Number.NaN, 'SIGKILL');
}

const KILLS = 3;
const WRITERS = 8;
const ACKNOWLEDGED_BETWEEN_KILLS = 150;

/**
 * Lets several writers write without pause while the engine is killed again and again, each time after some more
 * writes were acknowledged. Resolves to what was acknowledged.
 */
async function writeThroughKills(write: (id: string) => Promise<unknown>, kill: () => void): Promise<string[]> {
  const acknowledged: string[] = [];
  let kills = 0;
  let nextKillAt = ACKNOWLEDGED_BETWEEN_KILLS;
  const writer = async (name: number) => {
    for (let i = 0; kills < KILLS || acknowledged.length < nextKillAt; i += 1) {
      const id = `${name}:${i}`;
      // A failed write may or may not have happened: nothing was promised for it.
      await write(id).then(
        () => acknowledged.push(id),
        () => {},
      );
      if (acknowledged.length < nextKillAt || kills === KILLS) continue;
      kills += 1;
      nextKillAt = acknowledged.length + ACKNOWLEDGED_BETWEEN_KILLS;
      kill();
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, name) => writer(name)));
  return acknowledged;
}

function missing(acknowledged: readonly string[], kept: Iterable<string>): string[] {
  const there = new Set(kept);
  return acknowledged.filter((id) => !there.has(id));
}

describe('MongoDB, killed three times while eight clients write', () => {
  let engine: RunningEngine;
  let client: MongoClient;
  let notes: Collection<{ _id: string }>;
  let pairs: Collection<{ _id: string; half: number }>;
  let counters: Collection<{ _id: string; count: number }>;
  beforeAll(async () => {
    engine = await startMongoDb({ dataDirectory, onProgress: () => {} });
    client = new MongoClient(engine.url);
    const db = client.db('kill9');
    notes = await db.createCollection('notes');
    pairs = await db.createCollection('pairs');
    counters = await db.createCollection('counters');
  });
  afterAll(async () => {
    await client.close();
    await engine.stop();
  });

  test('loses no acknowledged insert', async () => {
    const acknowledged = await writeThroughKills(
      (_id) => notes.insertOne({ _id }),
      () => kill9('mongodb'),
    );
    const kept = await notes.distinct('_id');
    expect(missing(acknowledged, kept)).toEqual([]);
    // The control: the comparison does see a single lost one.
    expect(
      missing(
        acknowledged,
        kept.filter((id) => id !== acknowledged[3]),
      ),
    ).toEqual([acknowledged[3]]);
  });

  test('keeps transactions whole', async () => {
    const writePair = (id: string) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await pairs.insertOne({ _id: `${id}/1`, half: 1 }, { session });
          await pairs.insertOne({ _id: `${id}/2`, half: 2 }, { session });
        }),
      );
    const acknowledged = await writeThroughKills(writePair, () => kill9('mongodb'));
    const kept = await pairs.distinct('_id');
    expect(
      missing(
        acknowledged.flatMap((id) => [`${id}/1`, `${id}/2`]),
        kept,
      ),
    ).toEqual([]);
    const halves = kept.map((id) => id.replace(/\/\d$/, ''));
    expect(kept).toHaveLength(new Set(halves).size * 2);
  });

  test('applies no retried increment twice', async () => {
    let failed = 0;
    const increment = async (id: string) => {
      const counter = { _id: id.split(':')[0] ?? '' };
      await counters.updateOne(counter, { $inc: { count: 1 } }, { upsert: true }).catch((error: unknown) => {
        failed += 1;
        throw error;
      });
    };
    const acknowledged = await writeThroughKills(increment, () => kill9('mongodb'));
    const total = (await counters.find().toArray()).reduce((sum, { count }) => sum + count, 0);
    expect(total).toBeGreaterThanOrEqual(acknowledged.length);
    expect(total).toBeLessThanOrEqual(acknowledged.length + failed);
  });
});

describe('Redis, killed three times while eight clients write', () => {
  let engine: RunningEngine;
  let client: RedisClientType;
  beforeAll(async () => {
    engine = await startRedis({ dataDirectory, onProgress: () => {} });
    client = createClient({ url: engine.url, socket: { reconnectStrategy: () => 20 } });
    client.on('error', () => {});
    await client.connect();
  });
  afterAll(async () => {
    client.destroy();
    await engine.stop();
  });

  test('loses no acknowledged write', async () => {
    const acknowledged = await writeThroughKills(
      (id) => client.set(`note:${id}`, 'kept'),
      () => kill9('redis'),
    );
    const kept = (await client.keys('note:*')).map((key) => key.slice('note:'.length));
    expect(missing(acknowledged, kept)).toEqual([]);
  });

  test('without its log would lose them: the control', async () => {
    await client.set('note:kept', 'yes');
    await client.configSet('appendonly', 'no');
    await client.set('note:lost', 'yes');
    const reconnected = new Promise((resolve) => client.once('ready', resolve));
    kill9('redis');
    await reconnected;
    expect(await client.get('note:lost')).toBeNull();
  });
});
