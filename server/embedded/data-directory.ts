import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from './process/process-identity.ts';

/** What the lock file says about the program that uses the folder. */
export interface DataDirectoryHolder extends ProcessIdentity {
  /** When it took the folder: ISO 8601, UTC. */
  readonly since: string;
  /** What it announced when it was ready, such as the addresses at which it answers. */
  readonly ready?: Readonly<Record<string, unknown>>;
}

/** Another program, still running, uses the folder. */
export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  readonly holder: DataDirectoryHolder;

  constructor(directory: string, holder: DataDirectoryHolder) {
    const answersAt = holder.ready === undefined ? '' : `, answering at ${describeAddresses(holder.ready)}`;
    super(`${directory} is in use by process ${holder.pid} since ${holder.since}${answersAt}`);
    this.holder = holder;
  }
}

/** The folder cannot hold data: it may not be written, or the disk is full. */
export class DataDirectoryUnusableError extends Error {
  override readonly name = 'DataDirectoryUnusableError';
  readonly reason: 'full' | 'not-writable';

  constructor(directory: string, reason: 'full' | 'not-writable', detail: string, cause?: unknown) {
    super(`${directory} cannot be used for data: ${detail}`, { cause });
    this.reason = reason;
  }
}

/** The exclusive use of a data folder, until it is released or this process ends. */
export interface DataDirectoryClaim {
  readonly directory: string;
  /** Lets a second start tell people where this one answers. */
  announce(ready: Readonly<Record<string, unknown>>): void;
  /** Lets others have the folder. Calling it again does nothing. */
  release(): void;
}

/** A new database and its log need about this many bytes. */
const REQUIRED_BYTES = 256 * 1024 * 1024;

const LOCK_FILE = 'foyer.lock';

/**
 * Takes the folder for this process, making it if need be. The lock of a program that has ended is taken over.
 * @throws DataDirectoryInUseError
 * @throws DataDirectoryUnusableError
 */
export function claimDataDirectory(path: string, requiredBytes: number = REQUIRED_BYTES): DataDirectoryClaim {
  const directory = resolve(path);
  const lockFile = join(directory, LOCK_FILE);
  const holder: DataDirectoryHolder = { ...identityOf(process.pid), since: new Date().toISOString() };
  try {
    mkdirSync(directory, { recursive: true });
    assertSpace(directory, requiredBytes);
    takeLock(lockFile, holder, directory);
  } catch (error) {
    throw asUnusable(directory, error);
  }
  let released = false;
  return {
    directory,
    announce: (ready) => writeWhole(lockFile, { ...holder, ready }, renameSync),
    release: () => {
      if (!released) rmSync(lockFile, { force: true });
      released = true;
    },
  };
}

function assertSpace(directory: string, requiredBytes: number): void {
  const { bavail, bsize } = statfsSync(directory);
  const free = bavail * bsize;
  if (free >= requiredBytes) return;
  const megabytes = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MB`;
  const detail = `the disk is full (${megabytes(free)} free, ${megabytes(requiredBytes)} needed)`;
  throw new DataDirectoryUnusableError(directory, 'full', detail);
}

/** @throws DataDirectoryInUseError */
function takeLock(lockFile: string, holder: DataDirectoryHolder, directory: string): void {
  for (;;) {
    try {
      writeWhole(lockFile, holder, linkSync);
      return;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const other = readHolder(lockFile);
    if (other !== undefined && isAlive(other)) throw new DataDirectoryInUseError(directory, other);
    removeStale(lockFile);
  }
}

/**
 * Writes the file beside its place and moves it there with `place`, so that nobody ever reads half of it. A link, unlike
 * a move, fails if the name is taken.
 */
function writeWhole(lockFile: string, holder: DataDirectoryHolder, place: (from: string, to: string) => void): void {
  const draft = `${lockFile}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify(holder, null, 2)}\n`);
  try {
    place(draft, lockFile);
  } finally {
    rmSync(draft, { force: true });
  }
}

function readHolder(lockFile: string): DataDirectoryHolder | undefined {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')) as DataDirectoryHolder;
  } catch {
    return undefined;
  }
}

/**
 * Takes a dead program's lock away. Another start may do the same at this moment and already hold a new lock: it is
 * moved aside first, looked at again, and put back if it lives.
 */
function removeStale(lockFile: string): void {
  const aside = `${lockFile}.${randomUUID()}`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const holder = readHolder(aside);
  if (holder !== undefined && isAlive(holder)) linkSync(aside, lockFile);
  unlinkSync(aside);
}

function asUnusable(directory: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new DataDirectoryUnusableError(directory, 'full', 'the disk is full', error);
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new DataDirectoryUnusableError(directory, 'not-writable', `it cannot be written (${code})`, error);
  }
  return error;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function describeAddresses(ready: Readonly<Record<string, unknown>>): string {
  return Object.values(ready)
    .filter((value): value is string => typeof value === 'string' && value.includes('://'))
    .join(', ');
}
