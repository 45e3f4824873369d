import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { prepareElectron } from './install.ts';

let root: string;
let said: string[];

beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'foyer-install-'));
  said = [];
  writeProgram('bin/chromium', 0);
  vi.stubEnv('FOYER_CHROMIUM', '');
  vi.stubEnv('PATH', path.join(root, 'bin'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

function writeProgram(name: string, exitCode: number): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
  return file;
}

function writeElectron(exitCode: number): string {
  const file = writeProgram('node_modules/electron/dist/electron', exitCode);
  writeFileSync(path.join(root, 'node_modules/electron/path.txt'), 'electron');
  return file;
}

const prepare = () => prepareElectron({ root, say: (line) => said.push(line), download: false });

describe.skipIf(process.platform !== 'linux')('prepareElectron', () => {
  test('takes Electron where it is and runs', async () => {
    const executablePath = writeElectron(0);
    expect(await prepare()).toMatchObject({ kind: 'electron', env: {}, executablePath });
    expect(said).toEqual(['Windows run in Electron.']);
  });

  test.each([
    ['is missing', () => {}],
    ['lacks libraries', () => void writeElectron(127)],
  ])('takes the host where Electron %s, and says so', async (_name, arrange) => {
    arrange();
    const executablePath = writeProgram('out/host/electron', 0);
    expect(await prepare()).toEqual({
      kind: 'chromium',
      env: { ELECTRON_OVERRIDE_DIST_PATH: path.join(root, 'out/host') },
      executablePath,
      switches: [],
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(path.join(root, 'bin/chromium'));
  });

  test('says what to install where there is neither', async () => {
    rmSync(path.join(root, 'bin'), { recursive: true });
    await expect(prepare()).rejects.toThrow('install the package "chromium"');
  });

  test('says when the host is not built', async () => {
    await expect(prepare()).rejects.toThrow('not built');
  });
});
