import { mayRole, type Permission } from '#shared/domain/roles.ts';
import type { Actor } from './actor.ts';
import type { Order } from './order.ts';

/** Whether somebody may act on an order: on an own one always, on another's with this right. */
export function mayActOn(
  { staffId, role }: Pick<Actor, 'staffId' | 'role'>,
  { placedBy }: Pick<Order, 'placedBy'>,
  right: Permission,
): boolean {
  return placedBy.staffId === staffId || mayRole(role, right);
}
