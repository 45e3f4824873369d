import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openControlOffice, type ControlOffice } from './testing/control-office.ts';
import { historyControls } from './testing/history-controls.ts';
import { moneyControls } from './testing/money-controls.ts';
import { seatControls } from './testing/seat-controls.ts';

const controls = [...seatControls, ...moneyControls, ...historyControls];

let control: ControlOffice;
beforeEach(async () => {
  control = await openControlOffice();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await control[Symbol.asyncDispose]();
});

describe('the history checker', { timeout: 120_000 }, () => {
  it('finds nothing wrong with a box office that has all its guards', async () => {
    for (const [index, { deed }] of controls.entries()) await deed(control, String.fromCharCode(65 + index));
    expect(await control.check()).toEqual([]);
  });

  it.each(controls)('finds that $guard is missing', async ({ without, deed, finds }) => {
    without(control);
    await deed(control, 'A');
    const violations = await control.check();
    const told = violations.map(({ kind, text }) => `${kind}: ${text}`).join('\n');
    expect(new Set(violations.map(({ kind }) => kind)), told).toEqual(new Set(finds));
  });

  it('finds an entry that was edited', async () => {
    const { auditEntries } = control.office.repositories.mongo.collections;
    await control.cashier.insist('recordDrawerOpened', { reason: 'to look', idempotencyKey: control.cashier.newId() });
    expect(await control.check()).toEqual([]);
    await auditEntries.updateOne({ action: 'drawer.opened' }, { $set: { actor: 'Somebody else' } });
    expect((await control.check()).map(({ kind }) => kind)).toEqual(['chain broken']);
  });

  it('finds a report that was changed', async () => {
    const { shiftReports } = control.office.repositories.mongo.collections;
    await control.cashier.insist('closeShift', { counted: 10_000 });
    expect(await control.check()).toEqual([]);
    await shiftReports.updateMany({}, { $set: { 'takings.sales.count': 7 } });
    expect((await control.check()).map(({ kind }) => kind)).toEqual(['report wrong']);
  });
});
