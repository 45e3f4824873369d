import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
}

/** A server that is not Foyer's, and what it was asked. */
export interface ForeignServer {
  readonly origin: string;
  readonly requests: string[];
}

interface Fixtures {
  /** Names a place in a folder that goes away after the test. */
  folder: (name: string) => string;
  /** The host's fixture program at its first page; one for all tests of a worker, so leave it running. */
  program: Launched;
  /** The same, for a test that ends it. */
  ownProgram: Launched;
  /** The built station at its page; one for all tests of a worker, so leave its settings alone. */
  station: Launched;
  /** Starts a station for the test alone; may be called several times. */
  startStation: (settings?: { userData?: string; env?: Record<string, string> }) => Promise<Launched>;
  foreign: ForeignServer;
}

interface WorkerFixtures {
  sharedProgram: Launched;
  sharedStation: Launched;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  folder: async ({}, use) => withFolder((folder) => use((name) => path.join(folder, name))),
  sharedProgram: [
    async ({}, use) => withFolder((folder) => withLaunched(() => launchProgram(folder), use)),
    { scope: 'worker' },
  ],
  sharedStation: [
    async ({}, use) => withFolder((folder) => withLaunched(() => launchStation(folder), use)),
    { scope: 'worker' },
  ],
  program: async ({ sharedProgram }, use) => use(await loaded(sharedProgram, 'fixture://program/')),
  ownProgram: async ({ folder }, use) => withLaunched(() => launchProgram(folder('program')), use),
  station: async ({ sharedStation }, use) => use(await loaded(sharedStation, 'app://foyer/')),
  startStation: async ({ folder }, use) => {
    const running: Launched[] = [];
    await use(async ({ userData = folder(`station-${running.length}`), env = {} } = {}) => {
      const station = await launchStation(userData, env);
      running.push(station);
      return station;
    });
    await Promise.all(running.map(({ app }) => app.close()));
  },
  foreign: async ({}, use) => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>Foreign</title><h1>Foreign</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await use({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests });
    await close(server);
  },
});

async function launchProgram(userData: string): Promise<Launched> {
  const app = await launch(path.join(root, 'app/host/testing/program'), { FIXTURE_USER_DATA: userData });
  const page = await app.firstWindow();
  await page.waitForSelector('text=Ready');
  await page.waitForLoadState('load');
  return { app, page, userData };
}

async function launchStation(userData: string, env: Record<string, string> = {}): Promise<Launched> {
  const app = await launch(root, { FOYER_USER_DATA_DIR: userData, ...env });
  const page = await app.firstWindow();
  await page.waitForFunction(() => 'foyer' in window);
  await page.waitForLoadState('load');
  return { app, page, userData };
}

function launch(program: string, env: Record<string, string>): Promise<ElectronApplication> {
  return _electron.launch({ args: [program], env: { ...(process.env as Record<string, string>), ...env } });
}

/** Brings a shared program back to a fresh page, whatever the test before left there. */
async function loaded(launched: Launched, url: string): Promise<Launched> {
  // Told to Playwright by another way than to the program, so that it may hear of it later.
  const heard = launched.page.waitForEvent('load');
  await launched.app.evaluate(({ BrowserWindow }, address) => {
    const [first, ...others] = BrowserWindow.getAllWindows();
    for (const window of others) window.destroy();
    return first?.loadURL(address);
  }, url);
  await heard;
  return launched;
}

async function withLaunched(start: () => Promise<Launched>, use: (launched: Launched) => Promise<void>): Promise<void> {
  const launched = await start();
  await use(launched);
  await launched.app.close();
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-host-'));
  await use(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export { expect } from '@playwright/test';
