import { v7 as uuid } from 'uuid';
import type { StaffId } from '#shared/domain/ids.ts';
import { mayRole, type Permission } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type AuditEntry } from '../../domain/audit-entry.ts';
import {
  approvalRequired,
  invalidCredentials,
  type AccountLockedError,
  type ApprovalRequiredError,
  type InvalidCredentialsError,
} from '../../domain/failures.ts';
import { isPinExpired, type Staff } from '../../domain/staff.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { Clock } from '../clock.ts';
import type { PinCheck, PinCredentials } from './pin-check.ts';

/** Who answers for a deed. */
export interface Approver {
  readonly staffId: StaffId;
  readonly name: string;
}

export type ApprovalFailure = ApprovalRequiredError | InvalidCredentialsError | AccountLockedError;

interface Dependencies {
  readonly mongo: Mongo;
  readonly audit: AuditRepository;
  readonly pins: PinCheck;
  readonly clock: Clock;
  /** PINs older than this don't approve; 0: they never expire. */
  readonly pinMaximumDays: number;
}

/** Lets somebody with a right approve, by name and PIN, what the signed-in person may not do alone. */
export class ApprovalService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Whether `actor` may do what `permission` is needed for, alone or with somebody's approval. Returns who answers for
   * it: the actor where their role has the right, else the approver whose name and PIN were given. Wrong PINs count
   * towards the approver's lock. Write `approvalGiven(…)` in the transaction of the deed.
   */
  async require(
    actor: Actor,
    permission: Permission,
    given: PinCredentials | null | undefined,
  ): Promise<Approver | ApprovalFailure> {
    if (mayRole(actor.role, permission)) return { staffId: actor.staffId, name: actor.name };
    return given ? this.check(given, permission, actor) : approvalRequired(permission);
  }

  /** Whose name and PIN these are, if that person has the right. Nothing but a refusal is written down. */
  async check(
    given: PinCredentials,
    permission: Permission,
    askedBy: Pick<Actor, 'name' | 'stationId'>,
  ): Promise<Approver | ApprovalFailure> {
    const { pins, clock, pinMaximumDays } = this.#dependencies;
    const { stationId } = askedBy;
    const details = { permission, askedBy: askedBy.name };
    const staff = await pins.check(given, { action: 'approval.refused', stationId, details });
    if ('__typename' in staff) return staff;
    const now = clock();
    const refused = isPinExpired(staff, pinMaximumDays, now)
      ? invalidCredentials('This PIN is too old to approve with. Sign in and choose a new one.')
      : mayRole(staff.role, permission)
        ? undefined
        : approvalRequired(permission);
    const by = { staffId: staff.id, name: staff.name, stationId };
    const refusal = auditEntry(uuid(), 'approval.refused', now, by, { details });
    const locked = await this.#settle(staff, refused ? [refusal] : [], now);
    return locked ?? refused ?? { staffId: staff.id, name: staff.name };
  }

  /** The PIN was right: ends the count of wrong ones, unless the account was locked meanwhile. */
  async #settle(staff: Staff, entries: readonly AuditEntry[], now: Date): Promise<AccountLockedError | undefined> {
    const { mongo, audit, pins } = this.#dependencies;
    return inTransaction(mongo, async (transaction) => {
      if (entries.length > 0) await audit.add(entries, transaction);
      return pins.settle(staff, now, transaction);
    });
  }
}

/**
 * The audit entry of an approval, for the transaction of what was approved; none when the actor needed none. `subject`
 * names what it was given for.
 */
export function approvalGiven(
  approver: Approver,
  permission: Permission,
  actor: Actor,
  at: Date,
  subject: Partial<Pick<AuditEntry, 'orderId' | 'showtimeId' | 'shiftId' | 'seatIds'>> = {},
): readonly AuditEntry[] {
  if (approver.staffId === actor.staffId) return [];
  const by = { ...approver, stationId: actor.stationId };
  const details = { permission, askedBy: actor.name };
  return [auditEntry(uuid(), 'approval.given', at, by, { ...subject, details })];
}
