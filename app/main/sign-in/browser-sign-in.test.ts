import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { createBrowserSignIn } from './browser-sign-in.ts';
import { isProviderAddress } from './provider-address.ts';

const request = {
  issuer: 'https://provider.example',
  authorizationEndpoint: 'https://provider.example/auth?tenant=1',
  clientId: 'foyer',
  scope: 'openid email',
};

/** A browser that notes where it was sent and does what the test wants there. */
function browser(visit: (address: URL) => Promise<void>) {
  const addresses: URL[] = [];
  const openBrowser = async (address: string): Promise<void> => {
    addresses.push(new URL(address));
    await visit(new URL(address));
  };
  return { addresses, openBrowser };
}

/** Answers as a provider would, after the program has begun to wait. */
function answering(answer: Readonly<Record<string, string>>) {
  return async (address: URL): Promise<void> => {
    const back = new URL(address.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('state', address.searchParams.get('state') ?? '');
    for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
    await fetch(back);
  };
}

test('sends the person to the provider with PKCE and hands on what the server needs', async () => {
  const { addresses, openBrowser } = browser(answering({ code: 'the-code' }));
  const result = await createBrowserSignIn({ openBrowser }).start(request);
  if (result.kind !== 'answered') throw new Error(`not signed in: ${result.kind}`);
  const sent = Object.fromEntries(addresses[0]?.searchParams ?? []);
  expect(sent).toMatchObject({
    tenant: '1',
    response_type: 'code',
    client_id: 'foyer',
    scope: 'openid email',
    redirect_uri: result.redirectUri,
    nonce: result.nonce,
    code_challenge: createHash('sha256').update(result.codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  expect(result.code).toBe('the-code');
  expect(result.codeVerifier).toMatch(/^[\w-]{43}$/);
});

test('every sign-in has secrets of its own', async () => {
  const { addresses, openBrowser } = browser(answering({ code: 'c' }));
  const signIn = createBrowserSignIn({ openBrowser });
  await signIn.start(request);
  await signIn.start(request);
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(new Set(addresses.map(({ searchParams }) => searchParams.get(name))).size).toBe(2);
  }
});

test('says what became of a sign-in that came to nothing', async () => {
  const refusing = browser(answering({ error: 'access_denied' }));
  expect(await createBrowserSignIn(refusing).start(request)).toEqual({ kind: 'refused' });
  const idle = browser(async () => undefined);
  expect(await createBrowserSignIn({ ...idle, timeoutMs: 1 }).start(request)).toEqual({ kind: 'timed-out' });
  const missing = { openBrowser: () => Promise.reject(new Error('no browser')) };
  expect(await createBrowserSignIn(missing).start(request)).toEqual({ kind: 'no-browser' });
});

test('a new start ends the one before, and cancelling ends the last', async () => {
  const idle = browser(async () => undefined);
  const signIn = createBrowserSignIn(idle);
  const first = signIn.start(request);
  await vi.waitFor(() => expect(idle.addresses).toHaveLength(1));
  const second = signIn.start(request);
  expect(await first).toEqual({ kind: 'cancelled' });
  await vi.waitFor(() => expect(idle.addresses).toHaveLength(2));
  signIn.cancel();
  expect(await second).toEqual({ kind: 'cancelled' });
});

test.each([
  ['https://accounts.google.com/o/oauth2/v2/auth', true],
  ['http://127.0.0.1:4711/auth', true],
  ['http://accounts.google.com/auth', false],
  ['http://localhost:4711/auth', false],
  ['https://somebody:secret@provider.example/auth', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
])('a browser sent to %s: %s', (address, isAllowed) => {
  expect(isProviderAddress(address)).toBe(isAllowed);
});
