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
  /** A folder that goes away after the test. */
  folder: (name: string) => string;
  /** Starts the host's fixture program. */
  program: Launched;
  /** Starts the built station; may be called several times. */
  station: (settings?: { userData?: string; env?: Record<string, string> }) => Promise<Launched>;
  foreign: ForeignServer;
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const parent = mkdtempSync(path.join(os.tmpdir(), 'foyer-host-'));
    await use((name) => path.join(parent, name));
    rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  },
  program: async ({ folder }, use) => {
    const userData = folder('program');
    const app = await launch(path.join(root, 'app/host/testing/program'), { FIXTURE_USER_DATA: userData });
    const page = await app.firstWindow();
    await page.waitForSelector('text=Ready');
    await use({ app, page, userData });
    await app.close();
  },
  station: async ({ folder }, use) => {
    const running: ElectronApplication[] = [];
    await use(async ({ userData = folder(`station-${running.length}`), env = {} } = {}) => {
      const app = await launch(root, { FOYER_USER_DATA_DIR: userData, ...env });
      running.push(app);
      const page = await app.firstWindow();
      await page.waitForFunction(() => 'foyer' in window);
      return { app, page, userData };
    });
    await Promise.all(running.map((app) => app.close()));
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

async function launch(program: string, env: Record<string, string>): Promise<ElectronApplication> {
  return _electron.launch({ args: [program], env: { ...(process.env as Record<string, string>), ...env } });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export { expect } from '@playwright/test';
