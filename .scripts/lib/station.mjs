import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startChild } from './children.mjs';
import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { findProgram } from './programs.mjs';
import { say } from './progress.mjs';
import { root } from './root.mjs';
import { PlainError } from './plain-error.mjs';
import { installSystemPackages } from './system-packages.mjs';

/**
 * What carries the station's windows, and on which display: `{ executablePath, switches, env }`. Installs Chromium and a
 * virtual display where they are needed. Throws a `PlainError` that says what to install when it can't.
 */
export async function prepareStation() {
  const electron = await prepareElectron();
  if (hasDisplay()) return electron;
  // The Chromium host can also do without any display.
  const isOptional = electron.kind === 'chromium';
  await installSystemPackages(['display']).catch((error) => {
    if (!isOptional || !(error instanceof PlainError)) throw error;
  });
  const display = findProgram('Xvfb') ? await startVirtualDisplay() : {};
  return { ...electron, env: { ...electron.env, ...display } };
}

async function prepareElectron() {
  const { prepareElectron: prepare } = await import(pathToFileURL(join(root, 'out/launch/prepare-electron.js')).href);
  try {
    return await prepare({ root, say });
  } catch {
    // Chromium also brings the libraries that Electron needs.
    if (process.platform === 'linux') await installSystemPackages(['chromium']);
  }
  return prepare({ root, say }).catch((error) => {
    throw new PlainError(error.message);
  });
}

/** Opens the station's window; the promise is settled with the exit code when it was closed. */
export async function openStation({ executablePath, switches, env }, apiUrl) {
  const child = startChild(executablePath, [...switches, root], {
    env: { ...process.env, ...env, FOYER_API_URL: apiUrl },
    stdio: ['ignore', 2, 2],
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}

/**
 * Lets the tour program sell tickets through the station. Returns what it reports:
 * `{ order, tickets: [file …], screenshots: [file …] }`.
 */
export async function runTour(station, addresses) {
  const folder = join(root, 'out/tour');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { executablePath, switches, env } = station;
  const assignment = JSON.stringify({ addresses, folder, root, executablePath, switches });
  const child = startChild(process.execPath, [join(root, 'out/launch/tour.js')], {
    env: { ...process.env, ...env, FOYER_TOUR: assignment },
    stdio: ['ignore', 'pipe', 2],
  });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new PlainError('The tour did not get through. What went wrong stands above.');
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
