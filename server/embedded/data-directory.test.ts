import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimDataDirectory, DataDirectoryInUseError, DataDirectoryUnusableError } from './data-directory.ts';
import { identityOf } from './process/process-identity.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'foyer-claim-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockFile = () => join(folder, 'foyer.lock');

/** A process that has run and is gone. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('claimDataDirectory', () => {
  test('makes the folder and refuses a second claim, naming the holder', () => {
    const directory = join(folder, 'a', 'b');
    const claim = claimDataDirectory(directory);
    claim.announce({ ready: true, graphql: 'http://127.0.0.1:4000/graphql', ws: 'ws://127.0.0.1:4000/graphql' });
    const refused = catchError(() => claimDataDirectory(directory));
    expect(refused).toBeInstanceOf(DataDirectoryInUseError);
    expect((refused as DataDirectoryInUseError).holder).toMatchObject({ pid: process.pid });
    expect((refused as Error).message).toContain(`process ${process.pid} since 20`);
    expect((refused as Error).message).toContain('http://127.0.0.1:4000/graphql');
    claim.release();
  });

  test('gives a released folder to the next', () => {
    claimDataDirectory(folder).release();
    const claim = claimDataDirectory(folder);
    expect(existsSync(lockFile())).toBe(true);
    claim.release();
    expect(existsSync(lockFile())).toBe(false);
  });

  test('takes over the lock of a program that has ended', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: await endedProcess(), began: 'long ago', since: '2020-01-01' }));
    const claim = claimDataDirectory(folder);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
    claim.release();
  });

  test.runIf(process.platform === 'linux')('tells a program from another that got its process id later', () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, began: 'an earlier boot', since: '2020-01-01' }));
    claimDataDirectory(folder).release();
    // The control: with the true mark the same lock holds.
    writeFileSync(lockFile(), JSON.stringify({ ...identityOf(process.pid), since: '2020-01-01' }));
    expect(() => claimDataDirectory(folder)).toThrow(DataDirectoryInUseError);
  });

  test('takes over a lock file that a power cut left empty', () => {
    writeFileSync(lockFile(), '');
    const claim = claimDataDirectory(folder);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
    claim.release();
  });

  test('refuses a disk without room for a database', () => {
    const refused = catchError(() => claimDataDirectory(folder, Number.MAX_SAFE_INTEGER));
    expect(refused).toBeInstanceOf(DataDirectoryUnusableError);
    expect(refused).toMatchObject({ reason: 'full' });
    expect((refused as Error).message).not.toContain('\n');
  });

  test('refuses a path that is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    const refused = catchError(() => claimDataDirectory(join(folder, 'file')));
    expect(refused).toMatchObject({ name: 'DataDirectoryUnusableError', reason: 'not-writable' });
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
