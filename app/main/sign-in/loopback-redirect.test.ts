import { request } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { listenForRedirect, type LoopbackRedirect } from './loopback-redirect.ts';

const expected = { state: 'our-state', issuer: 'https://provider.example', timeoutMs: 60_000 };
const open: LoopbackRedirect[] = [];

async function listen(overrides: Partial<typeof expected> = {}): Promise<LoopbackRedirect> {
  const redirect = await listenForRedirect({ ...expected, ...overrides });
  open.push(redirect);
  return redirect;
}

afterEach(async () => {
  for (const redirect of open.splice(0)) {
    redirect.cancel();
    await redirect.outcome;
  }
});

/** What the browser is answered; its own connection, as a browser without keep-alive. */
function visit(address: string, options: { readonly method?: string; readonly host?: string } = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>((resolve, reject) => {
    const headers = options.host === undefined ? {} : { host: options.host };
    const outgoing = request(address, { method: options.method ?? 'GET', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const isClosed = (address: string) =>
  visit(address).then(
    () => false,
    () => true,
  );

test('listens on the loopback alone, on a port of its own', async () => {
  const [one, other] = [await listen(), await listen()];
  expect(one.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/signed-in$/);
  expect(one.redirectUri).not.toBe(other.redirectUri);
});

test('takes the answer with our state, tells the person, and closes the port', async () => {
  const { redirectUri, outcome } = await listen();
  const page = await visit(`${redirectUri}?code=the-code&state=our-state&iss=https://provider.example`);
  expect(await outcome).toEqual({ kind: 'code', code: 'the-code' });
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('go back to Foyer') as string });
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" });
  expect(page.text).not.toContain('the-code');
  expect(await isClosed(redirectUri)).toBe(true);
});

test('a person who says no is not signed in', async () => {
  const { redirectUri, outcome } = await listen();
  const page = await visit(`${redirectUri}?error=access_denied&state=our-state`);
  expect(await outcome).toEqual({ kind: 'refused' });
  expect(page.text).toContain('not signed in');
});

describe('what is not the answer is turned away, and the right one still counts', () => {
  test.each([
    ['another state', (uri: string) => visit(`${uri}?code=stolen&state=another`)],
    ['no state', (uri: string) => visit(`${uri}?code=stolen`)],
    ['another provider', (uri: string) => visit(`${uri}?code=stolen&state=our-state&iss=https://evil.example`)],
    ['another path', (uri: string) => visit(uri.replace('signed-in', 'favicon.ico?state=our-state&code=stolen'))],
    ['another method', (uri: string) => visit(`${uri}?code=stolen&state=our-state`, { method: 'POST' })],
    [
      'another name for this machine',
      (uri: string) => visit(`${uri}?code=stolen&state=our-state`, { host: 'evil.example' }),
    ],
  ])('%s', async (_name, call) => {
    const { redirectUri, outcome } = await listen();
    expect((await call(redirectUri)).status).toBe(404);
    await visit(`${redirectUri}?code=right&state=our-state`);
    expect(await outcome).toEqual({ kind: 'code', code: 'right' });
  });
});

test('gives up after its time, and when it is cancelled', async () => {
  const late = await listen({ timeoutMs: 1 });
  expect(await late.outcome).toEqual({ kind: 'timed-out' });
  expect(await isClosed(late.redirectUri)).toBe(true);
  const cancelled = await listen();
  cancelled.cancel();
  expect(await cancelled.outcome).toEqual({ kind: 'cancelled' });
  expect(await isClosed(cancelled.redirectUri)).toBe(true);
});
