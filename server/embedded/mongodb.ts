import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDebianLike } from './debian/apt.ts';
import { startDocumentDb } from './documentdb/documentdb.ts';
import { EngineUnavailableError, externalEngine, type Progress, type RunningEngine } from './engine.ts';
import { fetchMongod, type FetchMongodOptions } from './mongod/fetch-mongod.ts';
import { startMongod } from './mongod/mongod.ts';
import { defaultCacheDirectory } from './platform-directories.ts';
import { findExecutable } from './process/executables.ts';

export interface MongoDbOptions {
  /** The engine keeps its files in `<dataDirectory>/mongodb`. */
  readonly dataDirectory: string;
  /** A MongoDB of the user's own; it wins over everything else. */
  readonly url?: string | undefined;
  /** Insists on one engine instead of taking the first that can be had. */
  readonly prefer?: Engine | undefined;
  /** Where fetched programs are kept, shared by data directories; the platform's cache folder if not given. */
  readonly cacheDirectory?: string | undefined;
  /** Address of a Debian mirror; the system's own if not given. */
  readonly debianMirror?: string | undefined;
  readonly onProgress: Progress;
}

type Engine = 'mongod' | 'documentdb';

/**
 * Gives a running engine that speaks MongoDB's protocol and knows transactions: the user's own; else the one that made
 * the data that is there; else `mongod`, found on PATH or fetched; else DocumentDB.
 * @throws EngineUnavailableError when the machine has none and none can be fetched.
 */
export async function startMongoDb(options: MongoDbOptions): Promise<RunningEngine> {
  if (options.url !== undefined) return externalEngine(options.url);
  const directory = join(options.dataDirectory, 'mongodb');
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory();
  const { onProgress } = options;
  // One engine does not read the other's files: data once made must not vanish because mongod can be had today.
  const wanted = options.prefer ?? makerOfData(directory);
  if (wanted !== 'documentdb') {
    const mongod = await findMongod({ cacheDirectory, isRequired: wanted === 'mongod', onProgress });
    if (mongod !== undefined) return startMongod({ mongod, directory: join(directory, 'mongod'), onProgress });
  }
  if (wanted === 'mongod' || !isDebianLike()) throw new EngineUnavailableError(ADVICE);
  const mirror = options.debianMirror;
  return startDocumentDb({ cacheDirectory, mirror, directory: join(directory, 'documentdb'), onProgress });
}

function makerOfData(directory: string): Engine | undefined {
  const engines: readonly Engine[] = ['mongod', 'documentdb'];
  return engines.find((engine) => existsSync(join(directory, engine)));
}

async function findMongod(options: FetchMongodOptions): Promise<string | undefined> {
  return findExecutable('mongod') ?? (await fetchMongod(options));
}

const ADVICE =
  'MongoDB is missing and could not be fetched: install mongod, or set MONGODB_URL, or run `docker compose up`';
