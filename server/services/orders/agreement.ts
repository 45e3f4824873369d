import type { Permission } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Order } from '../../domain/order.ts';
import { approvalGiven, type ApprovalFailure, type ApprovalService } from '../identity/approval-service.ts';
import type { PinCredentials } from '../identity/pin-check.ts';

/** Who else agreed to something, and what the history says of it. */
export interface Agreement {
  readonly approvedBy: string | null;
  /** For the transaction of what was agreed to. */
  readonly entries: readonly AuditEntry[];
}

/** For what nobody else has to agree to. */
export const nobodyAsked: Agreement = { approvedBy: null, entries: [] };

/** Asks for a right to do something with an order: the actor's own, or that of whoever approves by name and PIN. */
export async function agree(
  approvals: ApprovalService,
  actor: Actor,
  permission: Permission,
  given: PinCredentials | null,
  order: Pick<Order, 'id' | 'showtimeId'>,
  at: Date,
): Promise<{ readonly agreement: Agreement } | { readonly failure: ApprovalFailure }> {
  const approver = await approvals.require(actor, permission, given);
  if ('__typename' in approver) return { failure: approver };
  const subject = { orderId: order.id, showtimeId: order.showtimeId };
  const entries = approvalGiven(approver, permission, actor, at, subject);
  return { agreement: { approvedBy: approver.staffId === actor.staffId ? null : approver.name, entries } };
}
