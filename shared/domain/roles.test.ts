import { expect, it } from 'vitest';
import { mayRole, maximumLiveHolds, permissions, roles, type Role } from './roles.ts';

it('gives every role what the role below it has, up to the administrator', () => {
  const rightsOf = (role: Role) => permissions.filter((permission) => mayRole(role, permission));
  expect(rightsOf('MANAGER')).toEqual(expect.arrayContaining(rightsOf('CASHIER')));
  expect(rightsOf('ADMIN')).toEqual(expect.arrayContaining(rightsOf('MANAGER')));
});

it('keeps the history and the drawer from those who only buy', () => {
  for (const role of ['CUSTOMER', 'KIOSK'] as const) {
    expect(mayRole(role, 'audit.read')).toBe(false);
    expect(mayRole(role, 'shift.run')).toBe(false);
  }
});

it('limits live holds by role', () => {
  expect(Object.fromEntries(roles.map((role) => [role, maximumLiveHolds(role)]))).toEqual({
    CUSTOMER: 1,
    KIOSK: 1,
    CASHIER: 10,
    MANAGER: 10,
    ADMIN: 10,
  });
});
