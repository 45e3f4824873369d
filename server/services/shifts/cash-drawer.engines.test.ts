import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../domain/actor.ts';
import { expectType, openBoxOffice, type TestBoxOffice } from '../../testing/box-office.ts';
import { fixturePin } from '../../testing/fixture-cinema.ts';
import { openShift } from '../../testing/sale.ts';
import type { CashMovementInput } from './cash-drawer.ts';
import { closeShift, euros, expectShift } from './testing.ts';

let office: TestBoxOffice;

beforeAll(async () => {
  office = await openBoxOffice();
});

afterAll(async () => {
  await office[Symbol.asyncDispose]();
});

async function atTheDrawer(role: 'CASHIER' | 'MANAGER' = 'CASHIER'): Promise<Actor> {
  const actor = office.actor(role);
  await openShift(office, actor);
  return actor;
}

function movement(change: Partial<CashMovementInput> = {}): CashMovementInput {
  return {
    kind: 'PAID_OUT',
    amount: 2_500,
    reason: 'Flowers for the foyer',
    approval: null,
    idempotencyKey: randomUUID(),
    ...change,
  };
}

async function record(actor: Actor, change: Partial<CashMovementInput> = {}) {
  const outcome = await office.services.cashDrawer.recordMovement(actor, movement(change));
  return '__typename' in outcome ? outcome.__typename : 'Shift';
}

async function expected(actor: Actor) {
  const shift = await office.services.shifts.current(actor);
  return shift && office.services.shifts.expected(shift);
}

async function entriesOf(shiftId: string) {
  const { nodes } = await office.services.audit.page({ shiftId }, { after: undefined, first: 50 });
  return nodes.map(({ action, approvedBy, details }) => ({ action, approvedBy, details }));
}

describe('a drawer', () => {
  it('takes what is paid in, gives what is paid out, and every movement is in the history', async () => {
    const cashier = await atTheDrawer();
    const input = movement({ kind: 'PAID_IN', amount: 5_000, reason: ' Change from the bank ' });
    const shift = expectShift(await office.services.cashDrawer.recordMovement(cashier, input));
    expect(await record(cashier)).toBe('Shift');
    expect(await expected(cashier)).toEqual(euros(12_500));
    const entries = await entriesOf(shift.id);
    expect(entries).toMatchObject([
      { action: 'cash.paid_out', details: { amount: euros(-2_500), reason: 'Flowers for the foyer' } },
      { action: 'cash.paid_in', details: { amount: euros(5_000), reason: 'Change from the bank' } },
      { action: 'shift.opened' },
    ]);
  });

  it('opened without a sale is counted, and holds what it held', async () => {
    const cashier = await atTheDrawer();
    const input = { reason: 'A coin was stuck', idempotencyKey: null };
    const shift = expectShift(await office.services.cashDrawer.recordOpening(cashier, input));
    expect(await expected(cashier)).toEqual(euros(10_000));
    expect(await office.services.shiftReports.report(cashier, shift.id)).toMatchObject({
      kind: 'X',
      drawer: { openings: 1, expected: euros(10_000), counted: null },
    });
    expect((await entriesOf(shift.id))[0]).toMatchObject({ action: 'drawer.opened' });
  });

  it('records a request that is repeated once, and refuses its key for another', async () => {
    const cashier = await atTheDrawer();
    const input = movement();
    const another = await office.another();
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_each, index) =>
        (index % 2 === 0 ? office : another).services.cashDrawer.recordMovement(cashier, input),
      ),
    );
    for (const outcome of outcomes) expectShift(outcome);
    expect(await expected(cashier)).toEqual(euros(7_500));
    expect(await record(cashier, { idempotencyKey: input.idempotencyKey, amount: 2_501 })).toBe(
      'IdempotencyConflictError',
    );
    const opening = { reason: input.reason, idempotencyKey: input.idempotencyKey };
    expectType(
      (await office.services.cashDrawer.recordOpening(cashier, opening)) as { __typename: string },
      'IdempotencyConflictError',
    );
    // Without a key every request is a movement of its own.
    await record(cashier, { idempotencyKey: null, amount: 100 });
    await record(cashier, { idempotencyKey: null, amount: 100 });
    expect(await expected(cashier)).toEqual(euros(7_300));
  });

  it('answers a repeated request also after the shift, and nothing new', async () => {
    const cashier = await atTheDrawer();
    const input = movement();
    expectShift(await office.services.cashDrawer.recordMovement(cashier, input));
    await closeShift(office, cashier, 7_500);
    expect(expectShift(await office.services.cashDrawer.recordMovement(cashier, input)).state).toBe('CLOSED');
    expect(await record(cashier)).toBe('ShiftNotOpenError');
    expect(await record(office.actor('CASHIER'))).toBe('ShiftNotOpenError');
  });

  it('gives much only if a manager agrees, and the history says who', async () => {
    const cashier = await atTheDrawer();
    const much = { amount: 10_001 };
    expect(await record(cashier, much)).toBe('ApprovalRequiredError');
    expect(await record(cashier, { ...much, approval: { username: 'manager', pin: '0000' } })).toBe(
      'InvalidCredentialsError',
    );
    expect(await record(cashier, { ...much, approval: { username: 'cashier', pin: fixturePin } })).toBe(
      'ApprovalRequiredError',
    );
    expect(await expected(cashier)).toEqual(euros(10_000));
    expect(await record(cashier, { ...much, approval: { username: 'manager', pin: fixturePin } })).toBe('Shift');
    expect(await expected(cashier)).toEqual(euros(-1));
    const shift = await office.services.shifts.current(cashier);
    const actions = (await entriesOf(shift?.id ?? '')).filter(({ action }) => action !== 'shift.opened');
    expect(actions).toContainEqual(expect.objectContaining({ action: 'cash.paid_out', approvedBy: 'A manager' }));
    expect(actions).toContainEqual(expect.objectContaining({ action: 'approval.given' }));
    expect(await record(await atTheDrawer('MANAGER'), much)).toBe('Shift');
  });

  it.each([
    ['nothing', { amount: 0 }],
    ['a negative amount', { amount: -1 }],
    ['more than a drawer holds', { amount: 1_000_001 }],
    ['no reason', { reason: '  ' }],
    ['a reason without end', { reason: 'x'.repeat(1_000) }],
    ['an empty key', { idempotencyKey: '' }],
  ])('refuses %s', async (_name, change) => {
    expect(await record(await atTheDrawer(), change)).toBe('ValidationError');
  });
});
