import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openApi, type TestApi } from '../testing/api-client.ts';
import { openCardOffice, placeCardOrder, type CardOffice } from '../testing/card-office.ts';
import { fixturePin } from '../testing/fixture-cinema.ts';

let cardOffice: CardOffice;
let api: TestApi;
let admin: string;

beforeAll(async () => {
  cardOffice = await openCardOffice();
  api = await openApi(cardOffice.office);
  admin = await api.signIn('admin');
});

afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await cardOffice[Symbol.asyncDispose]();
});

type Outcome = Readonly<Record<string, string>> & { readonly __typename: string };

/** Calls a mutation and returns its outcome; `fields` are asked of the success. */
async function mutate(name: string, input: object, success: string, fields: string, token?: string): Promise<Outcome> {
  const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const answer = await api.post<Record<string, Outcome>>(
    `mutation Call($input: ${inputType}!) {
      ${name}(input: $input) { __typename ... on ${success} { ${fields} } ... on Error { code message } }
    }`,
    { input },
    token,
  );
  const outcome = answer.data?.[name];
  if (!outcome) throw new Error(JSON.stringify(answer.errors));
  return outcome;
}

const session = 'accessToken refreshToken';

it('a customer registers, signs in, and sees their own orders alone', async () => {
  const { office } = cardOffice;
  const people = ['one', 'other'].map((name) => ({ email: `${name}@example.com`, password: randomUUID() }));
  for (const person of people) {
    expect(await mutate('registerCustomer', { ...person, name: 'A Guest' }, 'CustomerRegistered', 'email')).toEqual({
      __typename: 'CustomerRegistered',
      email: person.email,
    });
  }
  const seen: string[][] = [];
  for (const [index, person] of people.entries()) {
    const { accessToken = '' } = await mutate('signInWithPassword', person, 'Session', session);
    const check = await office.services.tokens.check(accessToken, office.services.clock());
    if (check.kind !== 'valid') throw new Error(`the token is ${check.kind}`);
    const seatIds = [`E${index + 1}`];
    const order = await placeCardOrder(cardOffice, check.actor, office.cinema.showtime.id, seatIds);
    const answer = await api.post<{ myOrders: { nodes: { id: string }[] } }>(
      '{ myOrders { nodes { id } pageInfo { hasNextPage } } }',
      {},
      accessToken,
    );
    seen.push(answer.data?.myOrders.nodes.map(({ id }) => id) ?? []);
    expect(seen[index]).toEqual([order.id]);
  }
});

it('a station is paired, seen, signed in at, and shut out', async () => {
  const wish = { name: 'Kiosk 7', kind: 'KIOSK' };
  const { code } = await mutate('createPairingCode', wish, 'PairingCode', 'code expiresAt', admin);
  const paired = await mutate(
    'pairStation',
    { code, version: '1.0.0' },
    'PairedStation',
    'stationId name kind deviceKey',
  );
  expect(paired).toMatchObject({ name: 'Kiosk 7', kind: 'KIOSK' });
  const { stationId, deviceKey } = paired;
  const kiosk = await mutate('signInStation', { deviceKey, version: '1.0.1' }, 'Session', session);
  const cashier = { username: 'cashier', pin: fixturePin, deviceKey };
  expect(await mutate('signInWithPin', cashier, 'Session', session)).toMatchObject({ __typename: 'Session' });
  const { data } = await api.post<{ stations: Outcome[] }>(
    '{ stations { id name kind version pairedAt lastSeenAt revokedAt } }',
    {},
    admin,
  );
  expect(data?.stations).toMatchObject([{ id: stationId, version: '1.0.1', revokedAt: null }]);
  const revoked = await mutate('revokeStation', { stationId }, 'Station', 'id revokedAt', admin);
  expect(revoked).toMatchObject({ __typename: 'Station', id: stationId, revokedAt: expect.any(String) as string });
  const refused = await api.post('{ me { id } }', {}, kiosk['accessToken']);
  expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'revoked' });
  expect(await mutate('signInWithPin', cashier, 'Session', session)).toMatchObject({ code: 'STATION_REVOKED' });
});

it('an administrator adds, changes, signs out and shuts out a colleague', async () => {
  const colleague = { username: 'new-clerk', name: 'New Clerk', role: 'CASHIER', pin: '739164' };
  const fields = 'id username name role email hasPin lastSignInAt disabledAt';
  const { id } = await mutate('putStaff', colleague, 'StaffAccount', fields, admin);
  const credentials = { username: colleague.username, pin: colleague.pin };
  const change = { ...credentials, newPin: '482017' };
  expect(await mutate('changePin', change, 'PinChanged', 'staffId')).toEqual({ __typename: 'PinChanged', staffId: id });
  const newCredentials = { ...credentials, pin: change.newPin };
  const [first, second] = [
    await mutate('signInWithPin', newCredentials, 'Session', session),
    await mutate('signInWithPin', newCredentials, 'Session', session),
  ];
  const stay = { refreshToken: second['refreshToken'] };
  expect(await mutate('signOutElsewhere', stay, 'SessionsRevoked', 'count')).toMatchObject({ count: 1 });
  expect((await api.post('{ me { id } }', {}, first['accessToken'])).status).toBe(401);
  expect(await mutate('refreshSession', stay, 'Session', session)).toMatchObject({ __typename: 'Session' });
  expect(await mutate('revokeSessions', { staffId: id }, 'SessionsRevoked', 'count', admin)).toMatchObject({
    count: 1,
  });
  expect(await mutate('disableStaff', { staffId: id }, 'StaffAccount', fields, admin)).toMatchObject({
    disabledAt: expect.any(String) as string,
  });
  expect(await mutate('signInWithPin', newCredentials, 'Session', session)).toMatchObject({
    code: 'INVALID_CREDENTIALS',
  });
  expect(await mutate('enableStaff', { staffId: id }, 'StaffAccount', fields, admin)).toMatchObject({
    disabledAt: null,
  });
  const { data } = await api.post<{ staffAccounts: Outcome[] }>(`{ staffAccounts { ${fields} } }`, {}, admin);
  expect(data?.staffAccounts.map(({ username }) => username)).toContain('new-clerk');
});

it('there is no second first administrator, and no Google where it is not set up', async () => {
  const first = { setupCode: 'x', name: 'X', username: 'xx', pin: '739164' };
  expect(await mutate('setUpFirstAdministrator', first, 'StaffAccount', 'id')).toMatchObject({
    code: 'ALREADY_SET_UP',
  });
  const answer = { code: 'c', codeVerifier: 'v', redirectUri: 'http://127.0.0.1:1/signed-in', nonce: 'n' };
  expect(await mutate('signInWithGoogle', answer, 'Session', session)).toMatchObject({ code: 'SIGN_IN_UNAVAILABLE' });
  const { data } = await api.post('{ googleSignIn { clientId } setUpRequired }');
  expect(data).toEqual({ googleSignIn: null, setUpRequired: false });
});
