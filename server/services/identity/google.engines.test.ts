import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIdentityProvider, type RunningProvider } from '../../identity-provider/open-provider.ts';
import { demoPeople } from '../../identity-provider/people.ts';
import { TestBrowser } from '../../identity-provider/testing/browser.ts';
import { actionsOf } from '../../testing/audit-trail.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';

const ours = { clientId: 'foyer', clientSecret: randomBytes(32).toString('hex') };
const theirs = { clientId: 'another-program', clientSecret: randomBytes(32).toString('hex') };
const redirectUri = 'http://127.0.0.1:49152/signed-in';
const people = [
  ...demoPeople,
  { subject: 'boss', name: 'The Boss', email: 'Boss@Example.com', isVerified: true, hint: '' },
  { subject: 'clerk', name: 'The Clerk', email: 'clerk@example.com', isVerified: true, hint: '' },
  { subject: 'owner', name: 'The Owner', email: 'owner@example.com', isVerified: true, hint: '' },
];

let provider: RunningProvider;
let office: TestBoxOffice;

beforeAll(async () => {
  provider = await openIdentityProvider({ clients: [ours, theirs], people, port: 0 });
  office = await openBoxOffice({
    settings: {
      OIDC_ISSUER: provider.issuer,
      GOOGLE_CLIENT_ID: ours.clientId,
      GOOGLE_CLIENT_SECRET: ours.clientSecret,
      ADMIN_EMAILS: 'boss@example.com, else@example.com',
    },
  });
});

afterAll(async () => {
  await office[Symbol.asyncDispose]();
  await provider.stop();
});

const randomText = () => randomBytes(32).toString('base64url');

/** Goes through the provider as a station and a person would; what the station then sends to us. */
async function authorize(subject: string, clientId = ours.clientId) {
  const offer = await office.services.googleSignIn.offer();
  if (!offer) throw new Error('signing in with the provider is not offered');
  const [codeVerifier, state, nonce] = [randomText(), randomText(), randomText()];
  const url = new URL(offer.authorizationEndpoint);
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: offer.scope,
    state,
    nonce,
    code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    code_challenge_method: 'S256',
    prompt: 'select_account',
  }).toString();
  const answer = await new TestBrowser().choose(url, subject, redirectUri);
  expect([answer.get('state'), answer.get('iss')]).toEqual([state, provider.issuer]);
  const claim = { stationId: null, deviceKey: null, stationVersion: null };
  return { ...claim, code: answer.get('code') ?? '', codeVerifier, nonce, redirectUri };
}

type Answer = Awaited<ReturnType<typeof authorize>>;

const signIn = async (subject: string, changes: Partial<Answer> = {}) =>
  office.services.googleSignIn.signIn({ ...(await authorize(subject)), ...changes });

describe('who somebody is', () => {
  it('an address among the administrators makes an administrator, once', async () => {
    const [first, second] = await Promise.all([signIn('boss'), signIn('boss')]);
    const staff = expectType(first, 'Session').staff;
    expect(staff).toMatchObject({ name: 'The Boss', role: 'ADMIN' });
    expect(expectType(second, 'Session').staff).toEqual(staff);
    expect(await actionsOf(office, null)).toContain('staff.created');
    expect(await actionsOf(office, staff.id)).toEqual(['session.opened', 'session.opened']);
  });

  it('a member of staff is known by the address, unless they were shut out', async () => {
    const admin = office.actor('ADMIN');
    const input = {
      id: null,
      username: 'clerk',
      name: 'Clerk',
      role: 'CASHIER',
      email: 'clerk@example.com',
      pin: null,
    };
    const clerk = await office.services.staff.put(admin, { ...input, role: 'CASHIER' });
    if ('__typename' in clerk) throw new Error(clerk.message);
    expect(expectType(await signIn('clerk'), 'Session').staff).toEqual({
      id: clerk.id,
      name: 'Clerk',
      role: 'CASHIER',
    });
    await office.services.staff.disable(admin, clerk.id);
    expectType(await signIn('clerk'), 'InvalidCredentialsError');
    expect(await office.repositories.customers.findByEmail('clerk@example.com')).toBeUndefined();
  });

  it('anybody else is a customer, the same one each time', async () => {
    const [first, second] = await Promise.all([signIn('guest-noor'), signIn('guest-noor')]);
    const { staff } = expectType(first, 'Session');
    expect(staff).toMatchObject({ name: 'Noor Haddad', role: 'CUSTOMER' });
    expect(expectType(second, 'Session').staff.id).toBe(staff.id);
    expect(await actionsOf(office, staff.id)).toContain('customer.registered');
  });

  it('the owner of an address takes over the account that somebody else registered for it', async () => {
    const credentials = { email: 'owner@example.com', password: 'a squatter’s password' };
    await office.services.customers.register({ ...credentials, name: 'A Squatter' });
    const squatter = expectType(await office.services.customers.signInWithPassword(credentials), 'Session');
    const owner = expectType(await signIn('owner'), 'Session');
    expect(owner.staff.id).toBe(squatter.staff.id);
    expect((await office.services.tokens.check(squatter.accessToken, new Date())).kind).toBe('revoked');
    expectType(await office.services.customers.signInWithPassword(credentials), 'InvalidCredentialsError');
    expect(await actionsOf(office, owner.staff.id)).toContain('customer.linked');
  });

  it('nobody with an address that the provider does not vouch for', async () => {
    expect(expectType(await signIn('guest-unverified'), 'InvalidCredentialsError').message).toContain('verified');
    expect(await office.repositories.customers.findByEmail('sam@guest.example')).toBeUndefined();
  });

  it('nobody who chose nobody', async () => {
    expect((await authorize('')).code).toBe('');
  });
});

describe('what the station sends', () => {
  it('a code works once', async () => {
    const answer = await authorize('guest-noor');
    expectType(await office.services.googleSignIn.signIn(answer), 'Session');
    expectType(await office.services.googleSignIn.signIn(answer), 'InvalidCredentialsError');
  });

  it.each([
    ['another nonce', { nonce: randomText() }],
    ['another verifier', { codeVerifier: randomText() }],
    ['another code', { code: randomText() }],
    ['another address of this machine', { redirectUri: 'http://127.0.0.1:49153/signed-in' }],
  ])('%s is refused', async (_name, changes) => {
    expectType(await signIn('guest-noor', changes), 'InvalidCredentialsError');
  });

  it('the code of another program is refused', async () => {
    const stolen = await authorize('guest-noor', theirs.clientId);
    expectType(await office.services.googleSignIn.signIn(stolen), 'InvalidCredentialsError');
  });

  it.each([
    'https://foyer.example/signed-in',
    'http://localhost:49152/signed-in',
    'http://127.0.0.1.evil.example:80/signed-in',
    'http://127.0.0.1:49152/signed-in?code=x',
    'http://127.0.0.1/signed-in',
    'javascript:alert(1)',
  ])('the address %s is refused: it is not on the loopback', async (address) => {
    const nothing = {
      code: 'c',
      codeVerifier: 'v',
      nonce: 'n',
      stationId: null,
      deviceKey: null,
      stationVersion: null,
    };
    const outcome = await office.services.googleSignIn.signIn({ ...nothing, redirectUri: address });
    expect(outcome).toMatchObject({ __typename: 'ValidationError', field: 'redirectUri' });
  });

  it('a station that is not paired is refused before the code is used', async () => {
    const answer = await authorize('guest-noor');
    const claimed = { ...answer, stationId: 'counter-1' };
    expectType(await office.services.googleSignIn.signIn(claimed), 'StationNotPairedError');
    expectType(await office.services.googleSignIn.signIn(answer), 'Session');
  });
});

it('the provider refuses whoever brings no PKCE challenge', async () => {
  const url = new URL(`${provider.issuer}/auth`);
  const parameters = { response_type: 'code', client_id: ours.clientId, redirect_uri: redirectUri, scope: 'openid' };
  url.search = new URLSearchParams(parameters).toString();
  const answer = await new TestBrowser().choose(url, 'boss', redirectUri);
  expect(Object.fromEntries(answer)).toMatchObject({ error: 'invalid_request' });
});

it('where it is not set up, or the provider is away, it is not offered and fails as expected', async () => {
  const answer = await authorize('guest-noor');
  await using without = await openBoxOffice();
  expect(await without.services.googleSignIn.offer()).toBeUndefined();
  expectType(await without.services.googleSignIn.signIn(answer), 'SignInUnavailableError');
  await using cutOff = await openBoxOffice({
    settings: { OIDC_ISSUER: 'http://127.0.0.1:9', GOOGLE_CLIENT_ID: 'x', GOOGLE_CLIENT_SECRET: 'x' },
  });
  expect(await cutOff.services.googleSignIn.offer()).toBeUndefined();
  expectType(await cutOff.services.googleSignIn.signIn(answer), 'SignInUnavailableError');
});
