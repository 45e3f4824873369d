import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deferred } from '../deferred.ts';
import { takeSingleInstanceLock } from './single-instance-lock.ts';

let folder: string;
const unheard = () => {};

beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-lock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('one holder a folder; the second is turned away and heard', async () => {
  const { promise, resolve } = deferred<readonly string[]>();
  const first = takeSingleInstanceLock(folder, (commandLine) => resolve(commandLine));
  expect(takeSingleInstanceLock(folder, unheard)).toBeNull();
  expect(await promise).toEqual(process.argv);
  first?.release();
});

test('a released folder can be taken again', () => {
  takeSingleInstanceLock(folder, unheard)?.release();
  const second = takeSingleInstanceLock(folder, unheard);
  expect(second).not.toBeNull();
  second?.release();
});

test.each([
  ['a process that is gone', () => JSON.stringify({ pid: spawnSync('true').pid, started: '1' })],
  ['another process with the same id', () => JSON.stringify({ pid: process.pid, started: '1' })],
  ['a crash in the middle of writing', () => '{"pid":'],
])('the lock of %s does not count', (_name, content) => {
  writeFileSync(path.join(folder, 'instance.lock'), content());
  const lock = takeSingleInstanceLock(folder, unheard);
  expect(lock).not.toBeNull();
  lock?.release();
});
