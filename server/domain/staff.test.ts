import { expect, it } from 'vitest';
import { isPinExpired, refuseName, refusePin, refuseUsername } from './staff.ts';

const now = new Date('2026-11-21T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

it.each([
  [daysAgo(365), 365, false],
  [daysAgo(365.001), 365, true],
  [daysAgo(4_000), 0, false],
  [null, 365, false],
])('a PIN chosen %s is too old after %i days: %s', (pinSetAt, maximumDays, isExpired) => {
  expect(isPinExpired({ pinSetAt }, maximumDays, now)).toBe(isExpired);
});

it.each(['2804', '739164', '1213', '11112222', '90125'])('%s may be a PIN', (pin) => {
  expect(refusePin(pin, 'pin')).toBeUndefined();
});

it.each(['', '123', '123456789', '12a4', '٣٤٥٦', ' 1290', '0000', '1234', '7654', '23456789'])(
  '%j may be none',
  (pin) => {
    expect(refusePin(pin, 'pin')).toMatchObject({ field: 'pin' });
  },
);

it('usernames are plain, because people type them', () => {
  for (const username of ['ab', 'marta', 'marta.o-2', 'boss@example.com'])
    expect(refuseUsername(username)).toBeUndefined();
  for (const username of ['', 'a', 'Marta', 'mar ta', '-marta', 'x'.repeat(65), 'márta'])
    expect(refuseUsername(username)).toMatchObject({ field: 'username' });
});

it('names are anything that can be read', () => {
  expect(refuseName('นภา')).toBeUndefined();
  expect([refuseName('  '), refuseName('x'.repeat(101))]).toMatchObject([{ field: 'name' }, { field: 'name' }]);
});
