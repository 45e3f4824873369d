import { expect, test, type Launched } from './launch.ts';

/** Resolves with the next attempt of a page to go somewhere, after the program's own guards have judged it. */
function nextNavigation({ app }: Launched): Promise<{ url: string; prevented: boolean }> {
  return app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', (details) =>
          resolve({ url: details.url, prevented: details.defaultPrevented }),
        );
      }),
  );
}

test('the page holds the bridge and nothing of Node or Electron', async ({ station }) => {
  const { page } = station;
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.foyer).toSorted(),
    leaked: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  }));
  expect(seen).toEqual({ bridge: ['invoke', 'on'], leaked: [] });
});

test('unknown channels, wrong payloads and surplus arguments go nowhere', async ({ station }) => {
  const { page } = station;
  const outcomes = await page.evaluate(async () => {
    const invoke = window.foyer.invoke as unknown as (...values: unknown[]) => Promise<unknown>;
    const on = window.foyer.on as unknown as (channel: string, listener: () => void) => unknown;
    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => 'accepted',
        (error: Error) => error.message,
      );
    return {
      unknown: await failure(invoke('shell.run', 'ls')),
      prototype: await failure(invoke('constructor')),
      payload: await failure(invoke('session.store', { refreshToken: 7 })),
      extraField: await failure(invoke('session.store', { refreshToken: 'x', role: 'MANAGER' })),
      unwanted: await failure(invoke('station.settings', { surplus: true })),
      surplus: await failure(invoke('window.theme', 'light', { surplus: true })),
      event: await failure(Promise.resolve().then(() => on('print.secret', () => {}))),
    };
  });
  expect(outcomes.unknown).toContain('Unknown channel: shell.run');
  expect(outcomes.prototype).toContain('Unknown channel: constructor');
  expect(outcomes.payload).toContain('session.store: wrong payload (refreshToken: invalid_type)');
  expect(outcomes.extraField).toContain('session.store: wrong payload');
  expect(outcomes.unwanted).toContain('station.settings: wrong payload');
  expect(outcomes.surplus).toBe('accepted');
  expect(outcomes.event).toContain('Unknown event: print.secret');
});

test('a foreign page that got hold of the bridge is refused', async ({ station, foreign }) => {
  const { app, page } = station;
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow }, [url, preload]) => {
      const window = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } });
      return window.loadURL(url);
    },
    [foreign.origin, new URL('../../../out/app/preload/preload.cjs', import.meta.url).pathname] as const,
  );
  const stranger = await opened;
  await stranger.waitForSelector('text=Foreign');
  const ask = () =>
    window.foyer.invoke('station.settings').then(
      () => 'answered',
      (error: Error) => error.message,
    );
  expect(await stranger.evaluate(ask)).toContain('station.settings: refused');
  expect(await page.evaluate(ask)).toBe('answered');
});

test('the page cannot be led away', async ({ station, foreign }) => {
  const { page } = station;
  const address = page.url();
  for (const lead of [
    (url: string) => void (location.href = url),
    (url: string) => {
      const link = Object.assign(document.createElement('a'), { href: url });
      document.body.append(link);
      link.click();
    },
  ]) {
    const attempt = nextNavigation(station);
    await page.evaluate(lead, `${foreign.origin}/away`);
    expect(await attempt).toEqual({ url: `${foreign.origin}/away`, prevented: true });
    expect(page.url()).toBe(address);
  }
  expect(foreign.requests).toEqual([]);
});

test('the page cannot open windows', async ({ station, foreign }) => {
  const { app, page } = station;
  const opened = await page.evaluate((url) => {
    const link = Object.assign(document.createElement('a'), { href: url, target: '_blank' });
    document.body.append(link);
    link.click();
    return window.open(url);
  }, `${foreign.origin}/popup`);
  expect(opened).toBeNull();
  await expect.poll(() => app.windows().length).toBe(1);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(foreign.requests).toEqual([]);
});

test('every permission is denied', async ({ station }) => {
  const { page } = station;
  const answers = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as PermissionName[];
    const states = await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    const position = await new Promise<number>((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve(0),
        (error) => resolve(error.code),
      ),
    );
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).catch((error: Error) => error.name);
    return { states, position, camera };
  });
  expect(answers.states).toEqual(['denied', 'denied', 'denied', 'denied', 'denied']);
  expect(answers.position).toBe(1);
  expect(['NotAllowedError', 'NotFoundError']).toContain(answers.camera);
});

test('the scheme serves the page and nothing beside it', async ({ station }) => {
  const { page } = station;
  const answers = await page.evaluate(async () => {
    const paths = [
      '/index.html',
      '/%2e%2e/main/main.js',
      '/..%2fmain%2fmain.js',
      '/..%2f..%2f..%2fpackage.json',
      '/assets/..%5c..%5cmain%5cmain.js',
      '//etc/passwd.txt',
      '/nothing.js',
      '/%00.js',
      '/%zz.js',
    ];
    const status = async (path: string) => (await fetch(new URL(location.href).origin + path)).status;
    return Promise.all(paths.map(async (path) => `${path} ${await status(path)}`));
  });
  expect(answers[0]).toBe('/index.html 200');
  for (const answer of answers.slice(1)) expect(answer).toMatch(/ 404$/);
});

test('the policy holds the page to its own code and its own server', async ({ startStation, foreign }) => {
  const { page } = await startStation({ env: { FOYER_API_URL: 'http://127.0.0.1:9/graphql' } });
  const outcome = await page.evaluate(async (origin) => {
    const violated = (act: () => unknown) =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        });
        act();
      });
    const add = (name: string, attributes: object) => {
      document.body.append(Object.assign(document.createElement(name), attributes));
    };
    return {
      connect: await violated(() => void fetch(origin).catch(() => {})),
      socket: await violated(() => new WebSocket(origin.replace('http', 'ws'))),
      script: await violated(() => add('script', { textContent: 'window.injected = true' })),
      remoteScript: await violated(() => add('script', { src: `${origin}/x.js` })),
      frame: await violated(() => add('iframe', { src: origin })),
      image: await violated(() => add('img', { src: `${origin}/x.png` })),
      style: await violated(() => add('style', { textContent: 'body { color: red }' })),
      injected: 'injected' in window,
    };
  }, foreign.origin);
  expect(outcome).toEqual({
    connect: 'connect-src',
    socket: 'connect-src',
    script: 'script-src-elem',
    remoteScript: 'script-src-elem',
    frame: 'frame-src',
    image: 'img-src',
    style: 'style-src-elem',
    injected: false,
  });
  expect(foreign.requests).toEqual([]);
});

test('the configured server can be reached, and a new one after it was saved', async ({ startStation, foreign }) => {
  const { page } = await startStation();
  const reach = (url: string) =>
    fetch(url).then(
      (answer) => answer.status,
      () => 'refused',
    );
  expect(await page.evaluate(reach, `${foreign.origin}/graphql`)).toBe('refused');
  const reloaded = page.waitForEvent('load');
  await page.evaluate((url) => {
    // Not awaited: the page that asked is gone before the answer.
    void window.foyer.invoke('station.saveSettings', { apiUrl: url });
  }, `${foreign.origin}/graphql`);
  await reloaded;
  expect(await page.evaluate(reach, `${foreign.origin}/graphql`)).toBe(200);
});
