import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { findChromium } from './chromium/find-chromium.ts';

export interface PreparedElectron {
  readonly kind: 'electron' | 'chromium';
  /** What `require('electron')`, `npx electron` and Playwright must find in their environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly executablePath: string;
  /** To be put before the program's path. */
  readonly switches: readonly string[];
}

export interface PrepareOptions {
  /** The repository: holds `node_modules/electron` and the built host in `out/host`. */
  readonly root: string;
  /** Hears one line that says what carries the windows. */
  readonly say: (line: string) => void;
  /** Whether Electron may be downloaded if it isn't there; default true. */
  readonly download?: boolean;
}

const run = promisify(execFile);
const reachableWithin = 3_000;
const downloadWithin = 10 * 60_000;

/**
 * Finds what runs the station: Electron where its binary is, or can be had and runs, else the Chromium host.
 * @throws Error with one line that says what to install
 */
export async function prepareElectron(options: PrepareOptions): Promise<PreparedElectron> {
  const { root, say } = options;
  const installed = await installedElectron(root);
  if (installed) return electron(installed, say, 'Electron');
  if ((options.download ?? true) && (await downloadElectron(root, say))) {
    const downloaded = await installedElectron(root);
    if (downloaded) return electron(downloaded, say, 'Electron, just downloaded');
  }
  return chromiumHost(root, say);
}

function electron(executablePath: string, say: PrepareOptions['say'], name: string): PreparedElectron {
  say(`Windows run in ${name}.`);
  // Chromium refuses its sandbox to root.
  return { kind: 'electron', env: {}, executablePath, switches: process.getuid?.() === 0 ? ['--no-sandbox'] : [] };
}

function chromiumHost(root: string, say: PrepareOptions['say']): PreparedElectron {
  if (process.platform !== 'linux')
    throw new Error('Electron is missing. Run "npx install-electron" with access to the internet.');
  const chromium = findChromium();
  if (!chromium)
    throw new Error(
      'Neither Electron nor Chromium is here. Run "npx install-electron", or install the package "chromium".',
    );
  const folder = path.join(root, 'out/host');
  const executablePath = path.join(folder, 'electron');
  if (!existsSync(executablePath)) throw new Error('The Chromium host is not built. Run the build first.');
  say(`Electron's binary is not to be had here: windows run in ${chromium} by way of the Chromium host.`);
  return { kind: 'chromium', env: { ELECTRON_OVERRIDE_DIST_PATH: folder }, executablePath, switches: [] };
}

/** The path of an Electron that is there and whose libraries are too; null otherwise. */
async function installedElectron(root: string): Promise<string | null> {
  const folder = path.join(root, 'node_modules/electron');
  const pathFile = path.join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = path.join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  try {
    await run(executable, ['--eval', ''], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    return executable;
  } catch {
    return null;
  }
}

async function downloadElectron(root: string, say: PrepareOptions['say']): Promise<boolean> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? process.env['npm_config_electron_mirror'] ?? 'https://github.com/';
  if (!(await isReachable(mirror))) return false;
  say(`Downloading Electron from ${new URL(mirror).host} …`);
  const installer = path.join(root, 'node_modules/electron/install.js');
  try {
    await run(process.execPath, [installer], { timeout: downloadWithin });
    return true;
  } catch {
    return false;
  }
}

async function isReachable(address: string): Promise<boolean> {
  try {
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(reachableWithin) });
    return true;
  } catch {
    return false;
  }
}
