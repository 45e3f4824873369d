/** Who somebody is to the box office. */
export const roles = ['CUSTOMER', 'KIOSK', 'CASHIER', 'MANAGER', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** What somebody may do. One word per right, `noun.verb`. */
export const permissions = [
  'hold.manage',
  'order.place',
  'order.read',
  'shift.run',
  'print.report',
  'audit.read',
  'system.read',
] as const;
export type Permission = (typeof permissions)[number];

const buyer: readonly Permission[] = ['hold.manage', 'order.place', 'order.read'];
const cashier: readonly Permission[] = [...buyer, 'shift.run', 'print.report'];
const manager: readonly Permission[] = [...cashier, 'audit.read', 'system.read'];

/** The whole permission table. It is data, so that it can be printed, reviewed and tested as a matrix. */
const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  CUSTOMER: ['hold.manage'],
  KIOSK: [...buyer, 'print.report'],
  CASHIER: cashier,
  MANAGER: manager,
  ADMIN: manager,
};

/** Whether a role has a right. */
export function mayRole(role: Role, permission: Permission): boolean {
  return permissionsByRole[role].includes(permission);
}

/** How many live holds (parked sales) a session of this role may have at once. */
export function maximumLiveHolds(role: Role): number {
  return role === 'CUSTOMER' || role === 'KIOSK' ? 1 : 10;
}
