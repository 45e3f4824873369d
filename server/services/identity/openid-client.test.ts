import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenIdClient } from './openid-client.ts';

/** A provider that answers whatever a test wants: it can lie as no real one does. */
const answers = { isUp: true, status: 200, body: {} as object };
let server: Server;
let issuer: string;
let key: CryptoKey;
let otherKey: CryptoKey;

beforeAll(async () => {
  const [ours, others] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  [key, otherKey] = [ours.privateKey, others.privateKey];
  const jwks = { keys: [{ ...(await exportJWK(ours.publicKey)), alg: 'RS256', use: 'sig', kid: '1' }] };
  server = createServer((request, response) => {
    const known: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: true,
      }),
      '/jwks': () => jwks,
      '/token': () => answers.body,
    };
    const body = answers.isUp ? known[request.url ?? '']?.() : undefined;
    const status = body === undefined ? 503 : request.url === '/token' ? answers.status : 200;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  answers.isUp = true;
  answers.status = 200;
});

const now = () => Math.floor(Date.now() / 1_000);

type Claims = Readonly<Record<string, unknown>>;

const honest = () => ({
  iss: issuer,
  aud: 'foyer',
  sub: 'somebody',
  nonce: 'our-nonce',
  iat: now(),
  exp: now() + 300,
  email: 'somebody@example.com',
  email_verified: true,
  name: 'Some Body',
});

const sign = (claims: Claims, by = key) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: '1' }).sign(by);

const newClient = () => new OpenIdClient({ issuer, clientId: 'foyer', clientSecret: 'x' }, pino({ level: 'silent' }));

function redeem(idToken: string | undefined, client = newClient()) {
  answers.body = { access_token: 'x', token_type: 'Bearer', ...(idToken !== undefined && { id_token: idToken }) };
  const redirectUri = 'http://127.0.0.1:49152/signed-in';
  return client.redeem({ code: 'code', codeVerifier: 'v'.repeat(43), redirectUri, nonce: 'our-nonce' });
}

it('an honest token proves who somebody is', async () => {
  expect(await redeem(await sign(honest()))).toEqual({
    kind: 'proven',
    identity: { subject: 'somebody', email: 'somebody@example.com', name: 'Some Body' },
  });
});

describe('a token proves nothing', () => {
  it.each<[string, () => Claims]>([
    ['for another audience', () => ({ ...honest(), aud: 'another-program' })],
    ['from another issuer', () => ({ ...honest(), iss: 'https://accounts.google.com' })],
    ['with another nonce', () => ({ ...honest(), nonce: 'their-nonce' })],
    ['without a nonce', () => ({ ...honest(), nonce: undefined })],
    ['that has expired', () => ({ ...honest(), exp: now() - 3_600 })],
    ['that never expires', () => ({ ...honest(), exp: undefined })],
  ])('%s', async (_name, claims) => {
    expect(await redeem(await sign(claims()))).toEqual({ kind: 'refused' });
  });

  it('signed by somebody else, not signed, changed, or not there', async () => {
    const [header, , signature] = (await sign(honest())).split('.');
    const boss = Buffer.from(JSON.stringify({ ...honest(), email: 'boss@example.com' })).toString('base64url');
    expect(await redeem(await sign(honest(), otherKey))).toEqual({ kind: 'refused' });
    expect(await redeem(new UnsecuredJWT(honest()).encode())).not.toMatchObject({ kind: 'proven' });
    expect(await redeem(`${header}.${boss}.${signature}`)).toEqual({ kind: 'refused' });
    expect(await redeem(undefined)).toEqual({ kind: 'refused' });
  });

  it.each([{ email_verified: false }, { email_verified: 'true' }, { email_verified: undefined }, { email: undefined }])(
    'of an address that is not vouched for: %j',
    async (changes) => {
      expect(await redeem(await sign({ ...honest(), ...changes }))).toEqual({ kind: 'unverified' });
    },
  );
});

describe('a provider that does not answer as it should', () => {
  it.each([
    [400, { error: 'invalid_grant' }, 'refused'],
    [401, { error: 'invalid_client' }, 'unavailable'],
    [500, { error: 'server_error' }, 'unavailable'],
    [503, {}, 'unavailable'],
  ])('%i %j: %s', async (status, body, kind) => {
    const client = newClient();
    await client.offer();
    answers.status = status;
    answers.body = body;
    const code = { code: 'c', codeVerifier: 'v'.repeat(43), redirectUri: 'http://127.0.0.1:1/signed-in', nonce: 'n' };
    expect(await client.redeem(code)).toEqual({ kind });
  });

  it('is asked again when it was away', async () => {
    const client = newClient();
    answers.isUp = false;
    expect(await client.offer()).toBeUndefined();
    expect(await redeem(await sign(honest()), client)).toEqual({ kind: 'unavailable' });
    answers.isUp = true;
    expect(await client.offer()).toMatchObject({ authorizationEndpoint: `${issuer}/auth`, clientId: 'foyer' });
    expect(await redeem(await sign(honest()), client)).toMatchObject({ kind: 'proven' });
  });
});
