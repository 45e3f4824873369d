import { expect, it } from 'vitest';
import { mayRole, maximumLiveHolds, permissions, roles } from './roles.ts';

it('gives every role what the role below it has, up to the administrator', () => {
  const staff = ['CASHIER', 'MANAGER', 'ADMIN'] as const;
  for (const [position, role] of staff.entries()) {
    const below = staff[position - 1];
    if (!below) continue;
    for (const permission of permissions) if (mayRole(below, permission)) expect(mayRole(role, permission)).toBe(true);
  }
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
