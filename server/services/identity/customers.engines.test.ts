import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockMs } from '../../domain/attempts.ts';
import { openApi } from '../../testing/api-client.ts';
import { actionsOf, auditText } from '../../testing/audit-trail.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { settableClock } from '../../testing/settable-clock.ts';

const time = settableClock();
const password = 'a long enough secret';
let office: TestBoxOffice;

beforeAll(async () => {
  office = await openBoxOffice({ clock: time.clock });
});

afterAll(() => office[Symbol.asyncDispose]());

const newAddress = () => `guest-${randomUUID().slice(0, 8)}@example.com`;

const register = (email: string, chosen = password, name = 'A Guest') =>
  office.services.customers.register({ email, password: chosen, name });

const signIn = (email: string, tried = password) =>
  office.services.customers.signInWithPassword({ email, password: tried });

describe('registering', () => {
  it('makes an account that the password opens, however the address is written', async () => {
    const email = newAddress();
    expect(await register(`  ${email.toUpperCase()} `)).toEqual({ __typename: 'CustomerRegistered', email });
    const session = expectType(await signIn(email), 'Session');
    expect(session.staff).toMatchObject({ name: 'A Guest', role: 'CUSTOMER' });
    expectType(await signIn(email.replace('guest', 'GUEST')), 'Session');
    expect(await actionsOf(office, session.staff.id)).toEqual([
      'customer.registered',
      'session.opened',
      'session.opened',
    ]);
  });

  it('answers a known address like a new one, and leaves its account alone', async () => {
    const email = newAddress();
    const first = await register(email);
    expect(await register(email, 'another long secret', 'A Stranger')).toEqual(first);
    expectType(await signIn(email, 'another long secret'), 'InvalidCredentialsError');
    expect(expectType(await signIn(email), 'Session').staff.name).toBe('A Guest');
    expect(await actionsOf(office, null)).toContain('customer.registration_repeated');
  });

  it('makes one account of many registrations at once', async () => {
    const email = newAddress();
    await Promise.all(Array.from({ length: 6 }, () => register(email)));
    expect(await office.repositories.mongo.collections.customers.countDocuments({ email })).toBe(1);
  });

  it.each([
    ['too short', 'ninechars', 'password'],
    ['a common one', 'Password123', 'password'],
    ['one character', 'aaaaaaaaaaaa', 'password'],
    ['endless', 'ab'.repeat(101), 'password'],
  ])('refuses a password that is %s', async (_name, chosen, field) => {
    expect(await register(newAddress(), chosen)).toMatchObject({ __typename: 'ValidationError', field });
  });

  it.each(['', 'somebody', 'a@b', 'a b@example.com', 'a@@example.com', `${'x'.repeat(250)}@example.com`])(
    'refuses the address %j',
    async (email) => {
      expect(await register(email)).toMatchObject({ __typename: 'ValidationError', field: 'email' });
    },
  );

  it('refuses the address itself as the password, and a name of nothing', async () => {
    const email = newAddress();
    expect(await register(email, email)).toMatchObject({ field: 'password' });
    expect(await register(email, password, '  ')).toMatchObject({ field: 'name' });
  });
});

describe('signing in by password', () => {
  it('locks a known and an unknown address alike', async () => {
    const [known, unknown] = [newAddress(), newAddress()];
    await register(known);
    const answers: unknown[][] = [];
    for (const email of [known, unknown]) {
      const own: unknown[] = [];
      for (let count = 1; count <= 6; count += 1) own.push(await signIn(email, 'not the password'));
      answers.push(own);
    }
    expect(answers[0]).toEqual(answers[1]);
    expectType(await signIn(known), 'AccountLockedError');
    time.pass(lockMs + 1);
    expectType(await signIn(known), 'Session');
  });

  it('writes down no password and no address of somebody who has no account', async () => {
    const email = newAddress();
    await signIn(email, 'not the password');
    expect(await auditText(office)).not.toMatch(new RegExp(`not the password|${password}|${email}`));
  });
});

describe('over the API', () => {
  it('a customer sees their own orders and no others', async () => {
    await using api = await openApi(office);
    const email = newAddress();
    await register(email);
    const { accessToken } = expectType(await signIn(email), 'Session');
    const own = await api.post<{ myOrders: { nodes: unknown[] } }>('{ myOrders { nodes { id } } }', {}, accessToken);
    expect(own.data?.myOrders.nodes).toEqual([]);
    for (const query of [
      '{ orders { nodes { id } } }',
      '{ order(id: "x") { id } }',
      '{ orderByCode(code: "x") { id } }',
    ]) {
      const answer = await api.post(query, {}, accessToken);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
