import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { EngineKind, RunningEngine } from './engine.ts';
import { startMongoDb } from './mongodb.ts';
import { startRedis } from './redis.ts';

/** What this setup hands to every test file. */
export interface ProvidedEngines {
  readonly mongoUrl: string;
  readonly mongoKind: EngineKind;
  readonly redisUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly engines: ProvidedEngines;
  }
}

/**
 * Starts both engines once for all test files, with data that is thrown away afterwards. `MONGODB_URL` and `REDIS_URL`
 * name engines to use instead.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-test-'));
  const running: RunningEngine[] = [];
  const teardown = async () => {
    await Promise.all(running.map((engine) => engine.stop()));
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  try {
    const [mongo, redis] = await startEngines(dataDirectory);
    running.push(mongo, redis);
    project.provide('engines', { mongoUrl: mongo.url, mongoKind: mongo.kind, redisUrl: redis.url });
  } catch (error) {
    await teardown();
    throw error;
  }
  return teardown;
}

function startEngines(dataDirectory: string): Promise<[RunningEngine, RunningEngine]> {
  const onProgress = (message: string) => void process.stderr.write(`${message}\n`);
  const { MONGODB_URL, REDIS_URL, FOYER_MONGODB_ENGINE, FOYER_DEBIAN_MIRROR } = process.env;
  const prefer = FOYER_MONGODB_ENGINE as 'mongod' | 'documentdb' | undefined;
  const debianMirror = FOYER_DEBIAN_MIRROR;
  return Promise.all([
    startMongoDb({ dataDirectory, url: MONGODB_URL, prefer, debianMirror, onProgress }),
    startRedis({ dataDirectory, url: REDIS_URL, debianMirror, onProgress }),
  ]);
}
