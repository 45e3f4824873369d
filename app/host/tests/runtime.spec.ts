import { expect, test } from './launch.ts';

/** What the fixture's preload script exposes. */
interface FixtureApi {
  readonly constant: { readonly list: readonly number[]; readonly text: string };
  echo<Value>(value: Value): Promise<Value>;
  describe(...values: unknown[]): Promise<string>;
  fail(): Promise<never>;
  returnFunction(): Promise<never>;
  who(): Promise<{ url: string; origin: string }>;
  shout(value: unknown): void;
  onHeard(listener: (...values: unknown[]) => void): () => void;
  add(left: number, right: number): number;
  callBack(callback: (value: number) => number): number;
  throwNow(): never;
  world(): { require: string; page: string; process: string };
  requireNode(): never;
}

declare global {
  interface Window {
    readonly api: FixtureApi;
    setByThePage?: boolean;
    readonly ranBeforeLoad?: string;
  }
}

test('a page has neither Node nor the isolated world', async ({ program: { page } }) => {
  const seen = await page.evaluate(() => {
    window.setByThePage = true;
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'secretOfTheIsolatedWorld'];
    return { visible: names.filter((name) => name in window), isolated: window.api.world() };
  });
  expect(seen.visible).toEqual([]);
  expect(seen.isolated).toEqual({ require: 'object', page: 'undefined', process: 'renderer' });
});

test('a preload script runs before the page and has no Node modules', async ({ program: { page } }) => {
  expect(await page.evaluate(() => window.ranBeforeLoad)).toBe('object');
  await expect(page.evaluate(() => window.api.requireNode())).rejects.toThrow('module not found: node:fs');
});

test('what is exposed can be neither changed nor replaced', async ({ program: { page } }) => {
  const outcome = await page.evaluate(() => {
    const api = window.api as unknown as { add: unknown; constant: { text: string } };
    const attempts = [
      () => void (api.add = null),
      () => void (api.constant.text = 'other'),
      () => void Object.defineProperty(window, 'api', { value: null }),
      () => delete (window as { api?: unknown }).api,
    ];
    for (const attempt of attempts) {
      // Sloppy code is ignored, strict code told off: both leave everything as it was.
      try {
        attempt();
      } catch {
        continue;
      }
    }
    return [typeof window.api.add, window.api.constant.text];
  });
  expect(outcome).toEqual(['function', 'fixed']);
});

test('exposed functions return, throw and call back at once', async ({ program: { page } }) => {
  expect(await page.evaluate(() => window.api.add(2, 3))).toBe(5);
  expect(await page.evaluate(() => window.api.callBack((value) => value * 10))).toBe(21);
  await expect(page.evaluate(() => window.api.throwNow())).rejects.toThrow('too far');
});

test('IPC carries what structured clone carries', async ({ program: { page } }) => {
  const seen = await page.evaluate(async () => {
    const shared = { name: 'shared' };
    const sent = {
      map: new Map([['a', new Set([1, 2n])]]),
      date: new Date(86_400_000),
      bytes: new Uint8Array([1, 2, 255]).subarray(1),
      error: new TypeError('inner', { cause: 'why' }),
      pattern: /seat \w\d/giu,
      odd: [undefined, Number.NaN, -0, Infinity, null],
      twice: [shared, shared],
    };
    const back = await window.api.echo(sent);
    return {
      same: back.twice[0] === back.twice[1],
      map: [...(back.map.get('a') ?? [])].map(String),
      date: back.date.toISOString(),
      bytes: [back.bytes.constructor.name, ...back.bytes],
      error: [back.error instanceof TypeError, back.error.message, back.error.cause],
      pattern: String(back.pattern),
      odd: back.odd.map((item) => (Object.is(item, -0) ? '-0' : String(item))),
    };
  });
  expect(seen).toEqual({
    same: true,
    map: ['1', '2'],
    date: '1970-01-02T00:00:00.000Z',
    bytes: ['Uint8Array', 2, 255],
    error: [true, 'inner', 'why'],
    pattern: String(/seat \w\d/giu),
    odd: ['undefined', 'NaN', '-0', 'Infinity', 'null'],
  });
});

test('the main process receives real objects', async ({ program: { page } }) => {
  const seen = await page.evaluate(() => window.api.describe(new Map([[1, new Date(0)]]), new Uint8Array([7])));
  expect(seen).toContain('Map(1) { 1 => 1970-01-01T00:00:00.000Z }');
  expect(seen).toContain('Uint8Array(1) [ 7 ]');
});

test('what structured clone refuses is refused, both ways', async ({ program: { page } }) => {
  await expect(page.evaluate(() => window.api.echo({ element: document.body }))).rejects.toThrow('could not be cloned');
  await expect(page.evaluate(() => window.api.returnFunction())).rejects.toThrow('could not be cloned');
});

test('an error of the main process reaches the page by name', async ({ program: { page } }) => {
  await expect(page.evaluate(() => window.api.fail())).rejects.toThrow(
    "Error invoking remote method 'fail': TypeError: not today",
  );
});

test('the main process knows who calls', async ({ program: { page } }) => {
  expect(await page.evaluate(() => window.api.who())).toEqual({
    url: 'fixture://program/',
    origin: 'fixture://program',
  });
});

test('events go both ways, in order, until the listener leaves', async ({ program: { page } }) => {
  const heard = await page.evaluate(async () => {
    const all: unknown[][] = [];
    const enough = new Promise<void>((resolve) => {
      const leave = window.api.onHeard((...values) => {
        if (all.push(values) < 3) return;
        leave();
        resolve();
      });
    });
    for (const number of [1, 2, 3, 4]) window.api.shout(number);
    await enough;
    // Answered after the fourth event, which nobody may have heard.
    await window.api.who();
    return all;
  });
  expect(heard).toEqual([
    [1, 'twice'],
    [2, 'twice'],
    [3, 'twice'],
  ]);
});

test('frames inside the page get no preload script', async ({ program: { app, page } }) => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('fixture://program/framed'));
  const inside = page.frameLocator('iframe').locator('p', { hasText: 'Inside' });
  expect(await inside.evaluate(() => 'api' in window)).toBe(false);
  expect(await page.evaluate(() => 'api' in window)).toBe(true);
});

test('the custom scheme serves fetch with method and body', async ({ program: { page } }) => {
  const text = await page.evaluate(async () => (await fetch('/post', { method: 'POST', body: 'säat' })).text());
  expect(text).toBe('POST säat');
  expect(await page.evaluate(() => [window.isSecureContext, typeof crypto.subtle])).toEqual([true, 'object']);
});

test('a page can be captured and printed', async ({ program: { app, page } }) => {
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (!window) throw new Error('no window');
    const image = await window.capturePage();
    const pdf = await window.webContents.printToPDF({ pageSize: 'A6' });
    return { size: image.getSize(), png: image.toPNG().subarray(1, 4).toString(), pdf: pdf.subarray(0, 5).toString() };
  });
  expect(seen.png).toBe('PNG');
  expect(seen.pdf).toBe('%PDF-');
  expect(seen.size.width).toBe(await page.evaluate(() => window.innerWidth));
});

test('app tells of the program', async ({ program: { app, userData } }) => {
  const seen = await app.evaluate(({ app: electronApp }) => ({
    name: electronApp.getName(),
    version: electronApp.getVersion(),
    userData: electronApp.getPath('userData'),
    packaged: electronApp.isPackaged,
    ready: electronApp.isReady(),
  }));
  expect(seen).toEqual({ name: 'Host fixture', version: '1.2.3', userData, packaged: false, ready: true });
});

test('a page that the program loads may fail, and says so', async ({ program: { app } }) => {
  const failure = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]
      ?.loadURL('http://127.0.0.1:1/')
      .catch((error: Error) => error.message),
  );
  expect(failure).toContain("loading 'http://127.0.0.1:1/'");
});

test('closing the last window ends the program', async ({ ownProgram: { app, page } }) => {
  const closed = app.waitForEvent('close');
  await page.close();
  await closed;
});

test.describe('a program without guards', () => {
  // What the station's tests find refused must be refused by the station, not by whatever carries its windows.
  test('lets its page go where it likes', async ({ program: { page }, foreign }) => {
    await page.evaluate((url) => void (location.href = url), `${foreign.origin}/away`);
    await page.waitForURL(`${foreign.origin}/away`);
    expect(foreign.requests).toContain('GET /away');
  });

  test('lets its page connect anywhere and run inline code', async ({ program: { page }, foreign }) => {
    const outcome = await page.evaluate(async (origin) => {
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.injected = true' }));
      return { status: (await fetch(origin)).status, injected: 'injected' in window };
    }, foreign.origin);
    expect(outcome).toEqual({ status: 200, injected: true });
  });

  test('grants permissions', async ({ program: { page } }) => {
    const state = await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state);
    expect(state).toBe('granted');
  });
});
