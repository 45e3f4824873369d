/** Who somebody is to the box office. */
export const roles = ['CUSTOMER', 'KIOSK', 'CASHIER', 'MANAGER', 'ADMIN'] as const;
export type Role = (typeof roles)[number];

/** What somebody may do. One word per right, `noun.verb`. */
export const permissions = [
  /** Hold, change, extend and release seats. */
  'hold.manage',
  'order.place',
  /** Look at an order that one knows the id or the code of. */
  'order.read',
  /** Search all orders. */
  'order.list',
  /** One's own orders: read them, cancel them before the show. */
  'order.own',
  /** Reserve seats without paying, collect or cancel a reservation. */
  'order.reserve',
  'order.exchange',
  /** Ask for a void or a refund; who lacks the right itself needs the approval of somebody who has it. */
  'order.return',
  'order.void',
  'order.refund',
  'price.override',
  /** Open and close one's own shift, put money into and take it out of its drawer. */
  'shift.run',
  /** Take much money out of a drawer. */
  'drawer.payout',
  /** Look at everybody's shifts and reports. */
  'shift.read',
  'day.close',
  'print.report',
  'waitinglist.join',
  /** See a whole waiting list, act for a guest on it. */
  'waitinglist.manage',
  /** Block seats of a showtime and release them. */
  'seat.block',
  'audit.read',
  'system.read',
  /** Give failed events another try. */
  'event.replay',
  'station.manage',
  'staff.manage',
] as const;
export type Permission = (typeof permissions)[number];

const guest: readonly Permission[] = ['hold.manage', 'order.place', 'waitinglist.join'];
const cashier: readonly Permission[] = [
  ...guest,
  'order.read',
  'order.list',
  'order.reserve',
  'order.exchange',
  'order.return',
  'shift.run',
  'print.report',
  'waitinglist.manage',
];
const manager: readonly Permission[] = [
  ...cashier,
  'order.void',
  'order.refund',
  'price.override',
  'drawer.payout',
  'shift.read',
  'day.close',
  'seat.block',
  'audit.read',
  'system.read',
];

/** The whole permission table. It is data, so that it can be printed, reviewed and tested as a matrix. */
export const permissionsByRole: Readonly<Record<Role, readonly Permission[]>> = {
  CUSTOMER: [...guest, 'order.own'],
  KIOSK: [...guest, 'order.read', 'print.report'],
  CASHIER: cashier,
  MANAGER: manager,
  ADMIN: [...manager, 'event.replay', 'station.manage', 'staff.manage'],
};

/** Whether a role has a right. */
export function mayRole(role: Role, permission: Permission): boolean {
  return permissionsByRole[role].includes(permission);
}

/** How many live holds (parked sales) somebody of this role may have at once, with their station. */
export function maximumLiveHolds(role: Role): number {
  return role === 'CUSTOMER' || role === 'KIOSK' ? 1 : 10;
}
