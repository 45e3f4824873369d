import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../engine.ts';

export interface FetchMongodOptions {
  readonly cacheDirectory: string;
  /** Tries even if an earlier attempt has failed lately. */
  readonly isRequired: boolean;
  readonly onProgress: Progress;
}

/** How long the download site may take to answer at all, in milliseconds. */
const CONTACT_TIMEOUT_MS = 3_000;
/** A failed attempt counts this long, in milliseconds, so that later starts on a closed network do not wait again. */
const FAILURE_LASTS_MS = 24 * 60 * 60 * 1000;

/**
 * A `mongod` from the cache, or freshly downloaded by mongodb-memory-server-core; undefined when it cannot be had. On
 * a closed network this takes seconds once, and no time at later starts.
 */
export async function fetchMongod({
  cacheDirectory,
  isRequired,
  onProgress,
}: FetchMongodOptions): Promise<string | undefined> {
  const failureFile = join(cacheDirectory, 'mongod-unavailable');
  const downloadDir = join(cacheDirectory, 'mongod');
  // Loaded here, because most starts need nothing of it.
  const { DryMongoBinary, MongoBinary } = await import('mongodb-memory-server-core');
  const { DEFAULT_VERSION: version } = await import('mongodb-memory-server-core/lib/util/resolveConfig.js');
  const cached = await DryMongoBinary.locateBinary({ version, downloadDir }).catch(() => undefined);
  if (cached !== undefined) return cached;
  if (!isRequired && failedLately(failureFile)) return undefined;
  mkdirSync(downloadDir, { recursive: true });
  try {
    await assertReachable(version);
    onProgress(`Fetching mongod ${version} (first start only)`);
    const mongod = await MongoBinary.getPath({ version, downloadDir, checkMD5: false });
    rmSync(failureFile, { force: true });
    return mongod;
  } catch (error) {
    writeFileSync(failureFile, `${new Date().toISOString()} ${(error as Error).message}\n`);
    onProgress('mongod cannot be downloaded here');
    return undefined;
  }
}

function failedLately(failureFile: string): boolean {
  try {
    const [failedAt = ''] = readFileSync(failureFile, 'utf8').split(' ');
    return Date.now() - Date.parse(failedAt) < FAILURE_LASTS_MS;
  } catch {
    return false;
  }
}

/** The download itself retries at length; a network without the site shall be told at once. */
async function assertReachable(version: string): Promise<void> {
  const { MongoBinaryDownloadUrl } = await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
  const download = new MongoBinaryDownloadUrl({ version, platform: process.platform, arch: process.arch });
  const url = await download.getDownloadUrl();
  const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(CONTACT_TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the download site answered ${response.status}`);
}
