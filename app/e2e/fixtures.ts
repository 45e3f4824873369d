import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import { BoxOfficeApi } from './box-office-api.ts';
import { personOf, type Person } from './people.ts';
import { showingOf, type Showing } from './showing.ts';
import { startStack, type Stack, type StackAddresses } from './stack.ts';
import { Station } from './station.ts';

/** A running server with its demo cinema, and who works there. */
export interface BoxOffice {
  readonly stack: Stack;
  readonly url: string;
  readonly cashier: Person;
  readonly manager: Person;
  /** A showtime ahead with free seats. */
  readonly showing: Showing;
  /** The API as the manager sees it, who may see everything. */
  readonly api: BoxOfficeApi;
}

type CounterNumber = 1 | 2;

interface CounterOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** The worker's if not given. */
  readonly at?: BoxOffice;
}

interface Fixtures {
  /** Names a place in a folder that goes away after the test. */
  folder: (name: string) => string;
  /** Opens one of the cinema's counters for the test alone. */
  openStation: (number: CounterNumber, options?: CounterOptions) => Promise<Station>;
  /** A box office for the test alone, for those that break its parts. */
  ownOffice: BoxOffice;
}

interface WorkerFixtures {
  /** One for all tests of a worker, so leave its parts running. */
  office: BoxOffice;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  folder: async ({}, use) => withFolder((folder) => use((name) => path.join(folder, name))),
  office: [async ({}, use) => withFolder((folder) => officeOn(folder, use)), { scope: 'worker', timeout: 120_000 }],
  ownOffice: [async ({ folder }, use) => officeOn(folder('data'), use), { timeout: 120_000 }],
  openStation: async ({ office, folder }, use) => {
    const stations: Station[] = [];
    await use(async (number, { env = {}, at = office } = {}) => {
      const station = await Station.open({
        folder: folder(`counter-${number}`),
        apiUrl: at.url,
        stationId: `counter-${number}`,
        stationName: `Counter ${number}`,
        env,
      });
      stations.push(station);
      return station;
    });
    await Promise.all(stations.map((station) => station.close()));
  },
});

/** Runs a box office on a data folder for as long as `use` takes. */
export async function officeOn(folder: string, use: (office: BoxOffice) => Promise<void>): Promise<void> {
  const stack = startStack(folder);
  const ready = await stack.ready;
  if (!ready) throw new Error(`the server did not start:\n${stack.lines.join('\n')}`);
  try {
    await use(await officeOf(stack, ready));
  } finally {
    await stack.stop();
  }
}

async function officeOf(stack: Stack, { graphql: url, demo }: StackAddresses): Promise<BoxOffice> {
  const [cashier, manager] = [await personOf(url, demo.cashier), await personOf(url, demo.manager)];
  const [showing, api] = [await showingOf(url, demo.showtimeId), await BoxOfficeApi.signIn(url, manager)];
  return { stack, url, cashier, manager, showing, api };
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-e2e-'));
  await use(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

export { expect } from '@playwright/test';
