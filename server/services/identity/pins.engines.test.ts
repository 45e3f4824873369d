import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asId, type StaffId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { lockMs } from '../../domain/attempts.ts';
import type { Staff } from '../../domain/staff.ts';
import { actionsOf, auditText } from '../../testing/audit-trail.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { settableClock } from '../../testing/settable-clock.ts';
import { approvalGiven } from './approval-service.ts';
import { hashSecret } from './secret-hash.ts';

const time = settableClock();
const pin = '739164';
const dayMs = 86_400_000;
let office: TestBoxOffice;
let people = 0;

beforeAll(async () => {
  office = await openBoxOffice({ clock: time.clock, settings: { PIN_MAX_DAYS: '90' } });
});

afterAll(() => office[Symbol.asyncDispose]());

/** Somebody new, whose PIN was chosen now. */
async function hire(role: Role, changes: Partial<Staff> = {}): Promise<Staff> {
  people += 1;
  const staff: Staff = {
    id: asId<StaffId>(`person-${people}`),
    username: `person-${people}`,
    name: `Person ${people}`,
    role,
    email: null,
    pinHash: await hashSecret(pin),
    pinSetAt: time.clock(),
    lastSignInAt: null,
    disabledAt: null,
    ...changes,
  };
  await office.repositories.staff.addUnlessThere(staff);
  return staff;
}

const signIn = ({ username }: Staff, tried = pin) =>
  office.services.signIn.signInWithPin({ username, pin: tried, stationId: null });

let cashier: Staff;

beforeEach(async () => {
  cashier = await hire('CASHIER');
});

describe('signing in by PIN', () => {
  it('opens a session for the right PIN and says when somebody was here last', async () => {
    expect(expectType(await signIn(cashier), 'Session').staff).toEqual({
      id: cashier.id,
      name: cashier.name,
      role: 'CASHIER',
    });
    expect((await office.repositories.staff.find(cashier.id))?.lastSignInAt).toEqual(time.clock());
  });

  it('refuses a wrong PIN and an unknown name alike', async () => {
    const wrong = await signIn(cashier, '111222');
    const unknown = await office.services.signIn.signInWithPin({ username: 'nobody', pin, stationId: null });
    expect(wrong).toEqual(unknown);
    expect(wrong.__typename).toBe('InvalidCredentialsError');
  });

  it('five wrong PINs lock the account until the lock ends, whatever the PIN', async () => {
    for (let count = 1; count < 5; count += 1) expectType(await signIn(cashier, '111222'), 'InvalidCredentialsError');
    const until = new Date(time.clock().getTime() + lockMs);
    expect(expectType(await signIn(cashier, '111222'), 'AccountLockedError').until).toEqual(until);
    expectType(await signIn(cashier), 'AccountLockedError');
    time.pass(lockMs + 1);
    expectType(await signIn(cashier), 'Session');
    expect(await actionsOf(office, cashier.id)).toEqual([
      ...Array.from({ length: 5 }, () => 'session.refused'),
      'session.locked',
      'session.opened',
    ]);
  });

  it('lets nobody in who was disabled or never had a PIN', async () => {
    expectType(await signIn(await hire('CASHIER', { disabledAt: time.clock() })), 'InvalidCredentialsError');
    expectType(await signIn(await hire('ADMIN', { pinHash: null, pinSetAt: null })), 'InvalidCredentialsError');
  });
});

describe('a PIN that is too old', () => {
  it('must be changed, and may be', async () => {
    time.pass(90 * dayMs + 1);
    expectType(await signIn(cashier), 'PinExpiredError');
    const change = { username: cashier.username, pin, newPin: '482017' };
    expectType(await office.services.signIn.changePin(change), 'PinChanged');
    expectType(await signIn(cashier), 'InvalidCredentialsError');
    expectType(await signIn(cashier, '482017'), 'Session');
    expect(await actionsOf(office, cashier.id)).toEqual(['pin.changed', 'session.refused', 'session.opened']);
  });

  it.each(['123', '123456789', 'abcd', '1111', '2345', '98765', '0000'])('is not replaced by %s', async (newPin) => {
    const change = { username: cashier.username, pin, newPin };
    expect(await office.services.signIn.changePin(change)).toMatchObject({
      __typename: 'ValidationError',
      field: 'newPin',
    });
  });

  it('is not replaced by itself, nor by somebody who does not know it', async () => {
    const { username } = cashier;
    expectType(await office.services.signIn.changePin({ username, pin, newPin: pin }), 'ValidationError');
    const guess = () => office.services.signIn.changePin({ username, pin: '555666', newPin: '482017' });
    for (let count = 1; count < 5; count += 1) expectType(await guess(), 'InvalidCredentialsError');
    expectType(await guess(), 'AccountLockedError');
    expectType(await signIn(cashier), 'AccountLockedError');
  });
});

describe('approving by PIN', () => {
  const approve = ({ username }: Staff, tried = pin) =>
    office.services.approvals.check({ username, pin: tried }, 'order.refund', office.actor('CASHIER'));

  it('names the approver, and leaves who is signed in alone', async () => {
    const manager = await hire('MANAGER');
    expect(await approve(manager)).toEqual({ staffId: manager.id, name: manager.name });
    expect(await actionsOf(office, manager.id)).toEqual([]);
  });

  it('asks nobody whose role has the right, and everybody else', async () => {
    const manager = await hire('MANAGER');
    const boss = office.actor('MANAGER');
    expect(await office.services.approvals.require(boss, 'order.refund', null)).toEqual({
      staffId: boss.staffId,
      name: boss.name,
    });
    const actor = office.actor('CASHIER');
    expect(await office.services.approvals.require(actor, 'order.refund', null)).toMatchObject({
      __typename: 'ApprovalRequiredError',
      permission: 'order.refund',
    });
    const credentials = { username: manager.username, pin };
    const approver = await office.services.approvals.require(actor, 'order.refund', credentials);
    if ('__typename' in approver) throw new Error(approver.message);
    const at = time.clock();
    expect(approvalGiven(approver, 'order.refund', actor, at, { orderId: 'o' })).toMatchObject([
      {
        action: 'approval.given',
        actor: manager.name,
        actorId: manager.id,
        orderId: 'o',
        details: { askedBy: actor.name },
      },
    ]);
    expect(approvalGiven(boss, 'order.refund', boss, at)).toEqual([]);
  });

  it('takes no approval from somebody without the right, with an old PIN or from nobody', async () => {
    expect(await approve(cashier)).toMatchObject({ __typename: 'ApprovalRequiredError' });
    expect(await actionsOf(office, cashier.id)).toEqual(['approval.refused']);
    const manager = await hire('MANAGER');
    time.pass(90 * dayMs + 1);
    expect(await approve(manager)).toMatchObject({ __typename: 'InvalidCredentialsError' });
    expect(await approve({ ...manager, username: 'nobody' })).toMatchObject({ __typename: 'InvalidCredentialsError' });
  });

  it('wrong PINs count towards the same lock as those of signing in', async () => {
    const manager = await hire('MANAGER');
    for (let count = 1; count <= 2; count += 1) await signIn(manager, '111222');
    for (let count = 1; count <= 2; count += 1) await approve(manager, '111222');
    expect(await approve(manager, '111222')).toMatchObject({ __typename: 'AccountLockedError' });
    expectType(await signIn(manager), 'AccountLockedError');
    expect(await approve(manager)).toMatchObject({ __typename: 'AccountLockedError' });
  });
});

it('no PIN is written down', async () => {
  await signIn(cashier, '918273');
  expect(await auditText(office)).not.toMatch(/918273|739164/);
});
