import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type Db, type MongoClientOptions } from 'mongodb';
import { inject } from 'vitest';
import { startRedis } from './redis.ts';
import type { ProvidedEngines } from './vitest-global-setup.ts';

/** The engines that were started once for this whole run of vitest. */
export function testEngines(): Promise<ProvidedEngines> {
  return Promise.resolve(inject('engines'));
}

export interface FreshDatabase extends AsyncDisposable {
  readonly client: MongoClient;
  readonly db: Db;
  /** Drops the database and closes the client. */
  dispose(): Promise<void>;
}

/** An empty database that no other test uses, and a client of its own. */
export async function freshDatabase(options: MongoClientOptions = {}): Promise<FreshDatabase> {
  const { mongoUrl } = await testEngines();
  const client = new MongoClient(mongoUrl, options);
  const db = client.db(`test-${randomUUID()}`);
  const dispose = async () => {
    await db.dropDatabase();
    await client.close();
  };
  return { client, db, dispose, [Symbol.asyncDispose]: dispose };
}

export interface FreshRedis extends AsyncDisposable {
  readonly url: string;
  /** Stops it and throws its data away. */
  dispose(): Promise<void>;
}

/** A Redis server of the test's own, which may be flushed at will. */
export async function freshRedis(): Promise<FreshRedis> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-redis-'));
  const engine = await startRedis({ dataDirectory, onProgress: () => {} });
  const dispose = async () => {
    await engine.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  return { url: engine.url, dispose, [Symbol.asyncDispose]: dispose };
}
