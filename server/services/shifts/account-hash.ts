import { canonicalText } from '../../domain/audit-chain.ts';
import type { AuditAction } from '../../domain/audit-entry.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { sha256 } from '../audit/audit-key.ts';

/** The SHA-256 of an account (a Z report, a closed day), as it is kept beside it and in the audit history. */
export function accountHash(account: object): string {
  return sha256(canonicalText(account));
}

/** An account that was kept with its hash, and how the audit history tells of it. */
export interface KeptAccount {
  readonly account: object;
  readonly hash: string;
  readonly action: AuditAction;
  readonly at: Date;
  readonly shiftId?: string;
}

/** Whether an account has the hash that was kept beside it and that the audit entry of its making has. */
export async function isAsRecorded(kept: KeptAccount, audit: AuditRepository): Promise<boolean> {
  const { account, hash, action, at, shiftId } = kept;
  const criteria = { actions: [action], from: at, before: new Date(at.getTime() + 1), ...(shiftId && { shiftId }) };
  const { nodes } = await audit.page(criteria, { after: undefined, first: 100 });
  return accountHash(account) === hash && nodes.some(({ details }) => details['hash'] === hash);
}
