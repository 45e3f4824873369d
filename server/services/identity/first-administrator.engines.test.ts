import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { auditText } from '../../testing/audit-trail.ts';
import { openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { settableClock } from '../../testing/settable-clock.ts';

const time = settableClock();
const person = { name: 'The First', username: 'first', pin: '739164' };
let office: TestBoxOffice;

beforeAll(async () => {
  office = await openBoxOffice({ clock: time.clock });
});

afterAll(() => office[Symbol.asyncDispose]());

beforeEach(async () => {
  await office.repositories.mongo.collections.staff.deleteMany({});
});

afterEach(async () => {
  const { attempts, setupCodes } = office.repositories.mongo.collections;
  await attempts.deleteMany({});
  await setupCodes.deleteMany({});
});

async function newCode(): Promise<string> {
  const code = await office.services.firstAdministrator.createCode();
  if (code === undefined) throw new Error('there is no setup code');
  return code;
}

const setUp = (setupCode: string, changes: Partial<typeof person> = {}) =>
  office.services.firstAdministrator.setUp({ ...person, ...changes, setupCode });

it('lets the first administrator in by the code, once', async () => {
  const code = await newCode();
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await office.services.firstAdministrator.isMissing()).toBe(true);
  expect(await setUp(code.toLowerCase())).toMatchObject({ role: 'ADMIN', username: 'first' });
  expect(await office.services.firstAdministrator.isMissing()).toBe(false);
  expect(await setUp(code, { username: 'second' })).toMatchObject({ __typename: 'AlreadySetUpError' });
  const { username, pin } = person;
  const session = await office.services.signIn.signInWithPin({ username, pin, stationId: null });
  expect(session.__typename).toBe('Session');
  expect(await office.services.firstAdministrator.createCode()).toBeUndefined();
});

it('one of many who have the code at once becomes the administrator', async () => {
  const [code, other] = [await newCode(), await office.another()];
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, (_each, index) =>
      (index % 2 === 0 ? office : other).services.firstAdministrator.setUp({
        ...person,
        username: `first-${index}`,
        setupCode: code,
      }),
    ),
  );
  expect(outcomes.filter((outcome) => !('__typename' in outcome))).toHaveLength(1);
  expect(await office.repositories.staff.all()).toHaveLength(1);
});

it('refuses wrong codes, and locks after five', async () => {
  const code = await newCode();
  for (let count = 1; count < 5; count += 1) {
    expect(await setUp('0000-0000')).toMatchObject({ __typename: 'InvalidCredentialsError' });
  }
  expect(await setUp('not a code')).toMatchObject({ __typename: 'AccountLockedError' });
  expect(await setUp(code)).toMatchObject({ __typename: 'AccountLockedError' });
  expect(await auditText(office)).not.toContain(code.replace('-', ''));
});

it('says which part of the input is wrong before it looks at the code', async () => {
  const code = await newCode();
  expect(await setUp(code, { pin: '1111' })).toMatchObject({ __typename: 'ValidationError', field: 'pin' });
  expect(await setUp(code, { username: 'A B' })).toMatchObject({ field: 'username' });
  expect(await setUp(code)).toMatchObject({ role: 'ADMIN' });
});

it('a restart makes a new code and voids the old one; programs that start together make one', async () => {
  const old = await newCode();
  expect(await office.services.firstAdministrator.createCode()).toBeUndefined();
  time.pass(10_001);
  const code = await newCode();
  expect(await setUp(old)).toMatchObject({ __typename: 'InvalidCredentialsError' });
  expect(await setUp(code)).toMatchObject({ role: 'ADMIN' });
});

it('makes no code where somebody works', async () => {
  await setUp(await newCode());
  time.pass(10_001);
  expect(await office.services.firstAdministrator.createCode()).toBeUndefined();
});
