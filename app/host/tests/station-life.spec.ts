import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './launch.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const readLog = (userData: string) => readFileSync(path.join(userData, 'logs/station.log'), 'utf8');

test('a station tells its page what the environment set', async ({ startStation }) => {
  const { page } = await startStation({
    env: {
      FOYER_STATION_ID: 'station-7',
      FOYER_STATION_NAME: 'Kiosk 7',
      FOYER_API_URL: 'https://foyer.example/graphql',
    },
  });
  const settings = await page.evaluate(() => window.foyer.invoke('station.settings'));
  expect(settings).toMatchObject({
    stationId: 'station-7',
    stationName: 'Kiosk 7',
    apiUrl: 'https://foyer.example/graphql',
    wsUrl: 'wss://foyer.example/graphql',
  });
});

test('saved settings survive a restart; wrong ones are refused by field', async ({ startStation, folder }) => {
  const userData = folder('kept');
  const first = await startStation({ userData });
  const refused = await first.page.evaluate(() => window.foyer.invoke('station.saveSettings', { apiUrl: 'ftp://x' }));
  expect(refused).toEqual({
    kind: 'rejected',
    problems: [{ field: 'apiUrl', message: 'must be an http or https URL' }],
  });
  await first.page.evaluate(() => window.foyer.invoke('station.saveSettings', { stationName: 'Counter 3' }));
  await first.app.close();
  const second = await startStation({ userData });
  const settings = await second.page.evaluate(() => window.foyer.invoke('station.settings'));
  expect(settings.stationName).toBe('Counter 3');
});

test('malformed settings are set aside, reported and replaced by defaults', async ({ startStation, folder }) => {
  const userData = folder('malformed');
  mkdirSync(userData);
  writeFileSync(path.join(userData, 'station.json'), '{ "stationName": "Counter 4", ');
  const { page } = await startStation({ userData });
  const settings = await page.evaluate(() => window.foyer.invoke('station.settings'));
  expect(settings.stationName).toBe('Counter 1');
  const backup = readdirSync(userData).find((name) => name.startsWith('station.malformed-'));
  expect(readFileSync(path.join(userData, backup ?? ''), 'utf8')).toContain('Counter 4');
  expect(readLog(userData)).toContain("The station's settings are malformed");
});

test('a crashed page is reported and comes back', async ({ startStation }) => {
  const { app, page, userData } = await startStation();
  const crashed = page.waitForEvent('crash');
  const back = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', () => contents.once('did-finish-load', () => resolve()));
        contents?.forcefullyCrashRenderer();
      }),
  );
  await crashed;
  await back;
  expect(readLog(userData)).toMatch(/The page's process is gone: (crashed|killed)/);
  const answer: unknown = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("window.foyer.invoke('station.settings')"),
  );
  expect(answer).toMatchObject({ stationName: 'Counter 1' });
});

test('two stations with their own folders run side by side', async ({ startStation }) => {
  const [left, right] = [await startStation(), await startStation()];
  const id = () => window.foyer.invoke('station.settings').then((settings) => settings.stationId);
  expect(await left.page.evaluate(id)).not.toBe(await right.page.evaluate(id));
});

test('a second start on the same folder ends and calls the first', async ({ startStation }) => {
  const { app, userData } = await startStation();
  const called = app.evaluate(
    ({ app: electronApp }) => new Promise<void>((resolve) => electronApp.once('second-instance', () => resolve())),
  );
  const env = { ...process.env, FOYER_USER_DATA_DIR: userData };
  const second = spawn(await app.evaluate(() => process.argv[0] ?? ''), await secondArguments(), {
    env,
    stdio: 'ignore',
  });
  const [code] = (await once(second, 'exit')) as [number | null];
  expect(code).toBe(0);
  await called;
});

/** Under the host, argv[0] is Node, which runs the host's script; Electron runs the program itself. */
async function secondArguments(): Promise<string[]> {
  const host = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  return host ? [path.join(host, 'host.js'), root] : ['--no-sandbox', root];
}

test('a wrong setting stops the start with one line that names it', async ({ folder }) => {
  const { default: electron } = (await import('electron')) as unknown as { default: string };
  const env = { ...process.env, FOYER_USER_DATA_DIR: folder('wrong'), FOYER_PRINTER: 'lpt1' };
  const child = spawn(electron, ['--no-sandbox', root], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  expect(code).toBe(1);
  expect(said).toContain('FOYER_PRINTER: must be "virtual" or "tcp://host:port"');
});

test.describe('the Chromium host', () => {
  test.skip(!process.env['ELECTRON_OVERRIDE_DIST_PATH'], 'about processes of the host');

  /** The browser processes that use a profile in `userData`. */
  const browsersOf = (userData: string): string[] =>
    readdirSync('/proc').filter((pid) => {
      try {
        return (
          /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${userData}`)
        );
      } catch {
        return false;
      }
    });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    test(`takes Chromium with it on ${signal}`, async ({ startStation }) => {
      const { app, userData } = await startStation();
      expect(browsersOf(userData).length).toBeGreaterThan(0);
      const closed = app.waitForEvent('close');
      process.kill(app.process().pid ?? 0, signal);
      await closed;
      await expect.poll(() => browsersOf(userData)).toEqual([]);
    });
  }
});
