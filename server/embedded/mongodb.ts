import { join } from 'node:path';
import { isDebianLike } from './debian/apt.ts';
import { startDocumentDb } from './documentdb/documentdb.ts';
import { EngineUnavailableError, externalEngine, type Progress, type RunningEngine } from './engine.ts';
import { fetchMongod } from './mongod/fetch-mongod.ts';
import { startMongod } from './mongod/mongod.ts';
import { defaultCacheDirectory } from './platform-directories.ts';
import { findExecutable } from './process/executables.ts';

export interface MongoDbOptions {
  /** The engine keeps its files in `<dataDirectory>/mongodb`. */
  readonly dataDirectory: string;
  /** A MongoDB of the user's own; it wins over everything else. */
  readonly url?: string | undefined;
  /** Insists on one engine instead of taking the first that can be had. */
  readonly prefer?: 'mongod' | 'documentdb' | undefined;
  /** Where fetched programs are kept, shared by data directories; the platform's cache folder if not given. */
  readonly cacheDirectory?: string | undefined;
  /** Address of a Debian mirror; the system's own if not given. */
  readonly debianMirror?: string | undefined;
  readonly onProgress: Progress;
}

/**
 * Gives a running engine that speaks MongoDB's protocol and knows transactions: the user's own; else `mongod`, found
 * on PATH or fetched; else DocumentDB. Data made by one engine is not read by the other: each has a folder of its own.
 * @throws EngineUnavailableError when the machine has none and none can be fetched.
 */
export async function startMongoDb(options: MongoDbOptions): Promise<RunningEngine> {
  if (options.url !== undefined) return externalEngine(options.url);
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory();
  const { prefer, onProgress } = options;
  const directory = join(options.dataDirectory, 'mongodb');
  if (prefer !== 'documentdb') {
    const mongod =
      findExecutable('mongod') ?? (await fetchMongod({ cacheDirectory, isRequired: prefer === 'mongod', onProgress }));
    if (mongod !== undefined) return startMongod({ mongod, directory: join(directory, 'mongod'), onProgress });
  }
  if (prefer === 'mongod' || !isDebianLike()) throw new EngineUnavailableError(ADVICE);
  const documentDb = {
    cacheDirectory,
    mirror: options.debianMirror,
    directory: join(directory, 'documentdb'),
    onProgress,
  };
  return startDocumentDb(documentDb);
}

const ADVICE =
  'MongoDB is missing and could not be fetched: install mongod, or set MONGODB_URL, or run `docker compose up`';
