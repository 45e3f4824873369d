import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import type { Staff } from '../../domain/staff.ts';
import { actionsOf } from '../../testing/audit-trail.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import type { StaffInput } from './staff-service.ts';

let office: TestBoxOffice;
let admin: Actor;
let people = 0;

beforeAll(async () => {
  office = await openBoxOffice();
  admin = office.actor('ADMIN');
});

afterAll(() => office[Symbol.asyncDispose]());

const pin = '739164';

function newPerson(changes: Partial<StaffInput> = {}): StaffInput {
  people += 1;
  return { id: null, username: `clerk-${people}`, name: 'A Clerk', role: 'CASHIER', email: null, pin, ...changes };
}

async function hire(changes: Partial<StaffInput> = {}): Promise<Staff> {
  const staff = await office.services.staff.put(admin, newPerson(changes));
  if ('__typename' in staff) throw new Error(staff.message);
  return staff;
}

const signIn = ({ username }: Pick<Staff, 'username'>, tried = pin) =>
  office.services.signIn.signInWithPin({ username, pin: tried, stationId: null });

const check = async (accessToken: string) => (await office.services.tokens.check(accessToken, new Date())).kind;

/** What the sign-in screen offers. */
const choices = async () => (await office.services.signIn.choices()).map(({ username }) => username);

describe('adding people', () => {
  it('who then can sign in', async () => {
    const clerk = await hire();
    expect(expectType(await signIn(clerk), 'Session').staff.id).toBe(clerk.id);
    expect(await choices()).toContain(clerk.username);
    expect(await actionsOf(office, admin.staffId)).toContain('staff.created');
  });

  it('two of one username or one address are refused, also at once', async () => {
    const input = newPerson();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => office.services.staff.put(admin, input)));
    expect(outcomes.filter((outcome) => '__typename' in outcome)).toHaveLength(3);
    await hire({ email: 'one@example.com' });
    expect(await office.services.staff.put(admin, newPerson({ email: ' One@Example.com' }))).toMatchObject({
      __typename: 'ValidationError',
    });
  });

  it.each([
    ['role', { role: 'CUSTOMER' }],
    ['role', { role: 'KIOSK' }],
    ['username', { username: 'Has Spaces' }],
    ['name', { name: ' ' }],
    ['email', { email: 'nowhere' }],
    ['pin', { pin: '1234' }],
  ] satisfies [string, Partial<StaffInput>][])('a wrong %s is named: %j', async (field, changes) => {
    expect(await office.services.staff.put(admin, newPerson(changes))).toMatchObject({
      __typename: 'ValidationError',
      field,
    });
  });
});

describe('changing people', () => {
  it('a name leaves their sessions, a role or a PIN ends them', async () => {
    const clerk = await hire();
    const put = (changes: Partial<StaffInput>) =>
      office.services.staff.put(admin, {
        ...newPerson(),
        id: clerk.id,
        username: clerk.username,
        pin: null,
        ...changes,
      });
    const session = expectType(await signIn(clerk), 'Session');
    await put({ name: 'Another Name' });
    expect(await check(session.accessToken)).toBe('valid');
    await put({ role: 'MANAGER' });
    expect(await check(session.accessToken)).toBe('revoked');
    const asManager = expectType(await signIn(clerk), 'Session');
    expect(asManager.staff.role).toBe('MANAGER');
    await put({ role: 'MANAGER', pin: '482017' });
    expect(await check(asManager.accessToken)).toBe('revoked');
    expectType(await signIn(clerk), 'InvalidCredentialsError');
    expectType(await signIn(clerk, '482017'), 'Session');
  });

  it('somebody who is not there is said so', async () => {
    const put = await office.services.staff.put(admin, newPerson({ id: 'nobody' }));
    const disabled = await office.services.staff.disable(admin, 'nobody');
    expect([put, disabled]).toMatchObject([{ __typename: 'NotFoundError' }, { __typename: 'NotFoundError' }]);
  });
});

describe('shutting people out', () => {
  it('ends their sessions, their refreshing and their signing in, until they are let in again', async () => {
    const clerk = await hire();
    const session = expectType(await signIn(clerk), 'Session');
    await office.services.staff.disable(admin, clerk.id);
    expect(await check(session.accessToken)).toBe('revoked');
    expectType(await office.services.sessions.refresh(session.refreshToken), 'InvalidCredentialsError');
    expectType(await signIn(clerk), 'InvalidCredentialsError');
    expect(await choices()).not.toContain(clerk.username);
    await office.services.staff.enable(admin, clerk.id);
    expectType(await signIn(clerk), 'Session');
    expect(await actionsOf(office, admin.staffId)).toEqual(
      expect.arrayContaining(['staff.disabled', 'session.revoked', 'staff.enabled']),
    );
  });

  it('wins over signing in at the same moment: no session is left', async () => {
    for (let round = 1; round <= 8; round += 1) {
      const clerk = await hire();
      const [outcome] = await Promise.all([signIn(clerk), office.services.staff.disable(admin, clerk.id)]);
      if (outcome.__typename === 'Session') expect(await check(outcome.accessToken)).toBe('revoked');
      else expect(outcome.__typename).toBe('InvalidCredentialsError');
      const live = { accountId: clerk.id, revokedAt: null };
      expect(await office.repositories.mongo.collections.sessions.countDocuments(live)).toBe(0);
    }
  });

  it('nobody locks themselves out', async () => {
    const boss = await hire({ role: 'ADMIN' });
    const actor = { ...admin, staffId: boss.id };
    expect(await office.services.staff.disable(actor, boss.id)).toMatchObject({ __typename: 'ValidationError' });
    const demoted = { ...newPerson(), id: boss.id, username: boss.username, role: 'CASHIER' } as const;
    expect(await office.services.staff.put(actor, demoted)).toMatchObject({ field: 'role' });
  });
});
