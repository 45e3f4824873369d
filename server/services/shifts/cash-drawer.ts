import { v5 as uuidFromName, v7 as uuid } from 'uuid';
import { money } from '#shared/domain/money.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import {
  idempotencyConflict,
  shiftNotOpen,
  type IdempotencyConflictError,
  type ShiftNotOpenError,
  type ValidationError,
} from '../../domain/failures.ts';
import { refuseKey } from '../../domain/idempotency-key.ts';
import { reasonGiven } from '../../domain/reason.ts';
import { needsPayoutRight, refuseMovement, type CashMovement, type Shift } from '../../domain/shift.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { Clock } from '../clock.ts';
import {
  approvalGiven,
  type ApprovalFailure,
  type ApprovalService,
  type Approver,
} from '../identity/approval-service.ts';
import type { PinCredentials } from '../identity/pin-check.ts';

/** What may happen to a drawer beside sales and refunds. */
export type DrawerDeed = Extract<CashMovement['kind'], 'PAID_IN' | 'PAID_OUT' | 'NO_SALE'>;

interface Keyed {
  /** A repeated request with the same key is recorded once. */
  readonly idempotencyKey: string | null;
}

export interface CashMovementInput extends Keyed {
  readonly kind: 'PAID_IN' | 'PAID_OUT';
  /** Minor units, without a sign. */
  readonly amount: number;
  readonly reason: string;
  readonly approval: PinCredentials | null;
}

export type DrawerFailure = ShiftNotOpenError | IdempotencyConflictError | ValidationError;

interface Dependencies {
  readonly mongo: Mongo;
  readonly shifts: ShiftRepository;
  readonly audit: AuditRepository;
  readonly approvals: Pick<ApprovalService, 'require'>;
  readonly clock: Clock;
}

/** Names the movements that a client may ask for twice. */
const namespace = '5c7c2f0e-52a1-4f39-9b7e-0c9be3a0d7d1';

const actions: Readonly<Record<DrawerDeed, AuditAction>> = {
  PAID_IN: 'cash.paid_in',
  PAID_OUT: 'cash.paid_out',
  NO_SALE: 'drawer.opened',
};

/** A request as it is recorded: with its sign, and the id that its key gives it. */
interface Deed {
  readonly id: string;
  readonly kind: DrawerDeed;
  readonly amount: number;
  readonly reason: string;
}

/** What goes into and out of a drawer beside sales and refunds. */
export class CashDrawer {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Puts money into the actor's drawer or takes it out, and gives the shift as it is then. Much of it needs a manager. */
  async recordMovement(
    actor: Actor,
    { kind, amount, approval, ...input }: CashMovementInput,
  ): Promise<Shift | DrawerFailure | ApprovalFailure> {
    const refused = refuseMovement(amount);
    if (refused) return refused;
    const deed = deedOf(actor, { ...input, kind, amount: kind === 'PAID_OUT' ? -amount : amount });
    if ('failure' in deed) return deed.failure;
    return this.#recordOnce(actor, deed, async () =>
      needsPayoutRight({ kind, amount })
        ? this.#dependencies.approvals.require(actor, 'drawer.payout', approval)
        : null,
    );
  }

  /** Notes that the actor's drawer was opened without a sale. */
  async recordOpening(actor: Actor, input: Keyed & { readonly reason: string }): Promise<Shift | DrawerFailure> {
    const deed = deedOf(actor, { ...input, kind: 'NO_SALE', amount: 0 });
    if ('failure' in deed) return deed.failure;
    return this.#recordOnce<never>(actor, deed, () => Promise.resolve(null));
  }

  async #recordOnce<Refusal extends ApprovalFailure>(
    actor: Actor,
    deed: Deed,
    approve: () => Promise<Approver | Refusal | null>,
  ): Promise<Shift | DrawerFailure | Refusal> {
    const earlier = await this.#recordedBefore(deed);
    if (earlier) return earlier;
    const shift = await this.#dependencies.shifts.findOpen(actor.staffId);
    if (!shift) return shiftNotOpen();
    const approver = await approve();
    if (approver && '__typename' in approver) return approver;
    try {
      return (await this.#write(actor, shift, deed, approver)) ?? shiftNotOpen();
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      const other = await this.#recordedBefore(deed);
      if (!other) throw error;
      return other;
    }
  }

  /** The shift of a deed that was recorded with the same key. */
  async #recordedBefore({ id, kind, amount, reason }: Deed): Promise<Shift | IdempotencyConflictError | undefined> {
    const { shifts } = this.#dependencies;
    const movement = await shifts.findMovement(id);
    if (!movement) return undefined;
    const isSame = movement.kind === kind && movement.amount.amount === amount && movement.reason === reason;
    if (!isSame) return idempotencyConflict();
    const shift = await shifts.find(movement.shiftId);
    if (!shift) throw new Error(`the movement ${id} names the shift ${movement.shiftId}, which is missing`);
    return shift;
  }

  /** Undefined when the shift was closed meanwhile. */
  async #write(actor: Actor, { id: shiftId, openingFloat }: Shift, deed: Deed, approver: Approver | null) {
    const { mongo, shifts, audit, clock } = this.#dependencies;
    const { id, kind, reason } = deed;
    const amount = money(deed.amount, openingFloat.currency);
    return inTransaction(mongo, async (transaction) => {
      const at = clock();
      const movement: CashMovement = { id, shiftId, kind, amount, orderId: null, reason, at };
      if (!(await shifts.addMovementIfOpen(movement, transaction))) return undefined;
      const approval = approver ? approvalGiven(approver, 'drawer.payout', actor, at, { shiftId }) : [];
      const entry = auditEntry(uuid(), actions[kind], at, actor, {
        shiftId,
        approvedBy: approval.length > 0 ? (approver?.name ?? null) : null,
        details: { movementId: id, amount, reason },
      });
      await audit.add([entry, ...approval], transaction);
      return shifts.find(shiftId, transaction);
    });
  }
}

function deedOf(
  actor: Actor,
  { idempotencyKey, ...asked }: Keyed & Omit<Deed, 'id'>,
): Deed | { readonly failure: ValidationError } {
  const given = reasonGiven(asked.reason);
  if ('failure' in given) return given;
  const failure = idempotencyKey === null ? undefined : refuseKey(idempotencyKey);
  if (failure) return { failure };
  const id = idempotencyKey === null ? uuid() : uuidFromName(`${actor.staffId}:${idempotencyKey}`, namespace);
  return { ...asked, ...given, id };
}
