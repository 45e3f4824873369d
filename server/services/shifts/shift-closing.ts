import { v7 as uuid } from 'uuid';
import { asId, type ShiftId } from '#shared/domain/ids.ts';
import { money } from '#shared/domain/money.ts';
import { mayRole } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import { auditEntry } from '../../domain/audit-entry.ts';
import {
  idempotencyConflict,
  invalid,
  notFound,
  shiftNotOpen,
  type IdempotencyConflictError,
  type NotFoundError,
  type ShiftNotOpenError,
  type ValidationError,
} from '../../domain/failures.ts';
import { refuseKey } from '../../domain/idempotency-key.ts';
import { paymentsPending, type PaymentsPendingError } from '../../domain/shift-failures.ts';
import type { ZReport } from '../../domain/shift-report.ts';
import { refuseCount, type Shift } from '../../domain/shift.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { TakingsRepository } from '../../mongo/takings-repository.ts';
import type { AuditService } from '../audit-service.ts';
import type { Clock } from '../clock.ts';
import type { ShiftReports } from './shift-reports.ts';

export interface CloseShiftInput {
  /** The actor's own open shift when it is null. */
  readonly shiftId: string | null;
  /** What was found in the drawer, in minor units. */
  readonly counted: number;
  /** With a key a repeated request is known for what it is, also after another shift was opened. */
  readonly idempotencyKey: string | null;
}

export type CloseShiftFailure =
  IdempotencyConflictError | ShiftNotOpenError | PaymentsPendingError | NotFoundError | ValidationError;

/** What somebody says was in a drawer, and the key of the request that says so. */
interface Count {
  readonly counted: number;
  readonly closingKey: string | null;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly shifts: ShiftRepository;
  readonly takings: TakingsRepository;
  readonly reports: ShiftReports;
  readonly audit: AuditRepository;
  readonly history: Pick<AuditService, 'head'>;
  readonly clock: Clock;
}

/** Ends shifts: one count, one report, and nothing after it. */
export class ShiftClosing {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Closes a shift with what was counted, and keeps its Z report. Every sale, refund and movement is either in the report
   * or refused. Closing again with the same count gives the closed shift; the first count stands.
   */
  async close(actor: Actor, { shiftId, counted, idempotencyKey }: CloseShiftInput): Promise<Shift | CloseShiftFailure> {
    const refused = refuseCount(counted) ?? (idempotencyKey === null ? undefined : refuseKey(idempotencyKey));
    if (refused) return refused;
    const count: Count = { counted, closingKey: idempotencyKey === null ? null : `${actor.staffId}:${idempotencyKey}` };
    const shift = await this.#shiftOf(actor, shiftId, count);
    if ('__typename' in shift) return shift;
    if (shift.state === 'CLOSED') return answerClosed(shift, count);
    const outcome = await this.#closeOpen(actor, shift, count);
    if (outcome) return outcome;
    const closed = await this.#dependencies.shifts.find(shift.id);
    if (closed?.state !== 'CLOSED') throw new Error(`the shift ${shift.id} was neither closed nor open`);
    return answerClosed(closed, count);
  }

  async #shiftOf(
    actor: Actor,
    shiftId: string | null,
    { counted, closingKey }: Count,
  ): Promise<Shift | NotFoundError | ShiftNotOpenError> {
    const { shifts } = this.#dependencies;
    if (shiftId !== null) {
      const shift = await shifts.find(asId<ShiftId>(shiftId));
      const mayClose = shift?.staffId === actor.staffId || mayRole(actor.role, 'day.close');
      return shift && mayClose ? shift : notFound('shift', shiftId);
    }
    const closed = closingKey === null ? undefined : await shifts.findClosed(actor.staffId, closingKey);
    const open = closed ?? (await shifts.findOpen(actor.staffId));
    if (open) return open;
    // The answer to the first request may have been lost.
    const latest = await shifts.findLatest(actor.staffId);
    return latest?.counted?.amount === counted ? latest : shiftNotOpen();
  }

  /** Undefined when somebody else has just closed it. */
  async #closeOpen(
    actor: Actor,
    { id, openingFloat }: Shift,
    { counted: amount, closingKey }: Count,
  ): Promise<Shift | PaymentsPendingError | undefined> {
    const { mongo, shifts, takings, reports, history, clock } = this.#dependencies;
    const head = await history.head();
    const counted = money(amount, openingFloat.currency);
    return inTransaction(mongo, async (transaction) => {
      const at = clock();
      // First, so that sales which are being written now have to be over, and later ones find the shift closed.
      const closed = await shifts.close(id, { closedAt: at, closedBy: actor.name, counted, closingKey }, transaction);
      if (!closed) return undefined;
      const undecided = await takings.undecidedCards(id, transaction);
      if (undecided.length > 0) {
        await transaction.abortTransaction();
        return paymentsPending(undecided);
      }
      await this.#record(await reports.keep(closed, head, at, transaction), actor, transaction);
      return closed;
    });
  }

  async #record(report: ZReport, actor: Actor, transaction: Transaction): Promise<void> {
    const { audit } = this.#dependencies;
    const { id: shiftId, number, cashier, drawer, receipts, auditHead, hash, madeAt } = report;
    const { expected, counted, overShort } = drawer;
    const details = { number, cashier, counted, expected, overShort, receipts, auditHead, hash };
    await audit.add([auditEntry(uuid(), 'shift.closed', madeAt, actor, { shiftId, details })], transaction);
    await audit.addAnchor({ ...auditHead, source: 'Z_REPORT', reference: shiftId, at: madeAt }, transaction);
  }
}

function answerClosed(
  shift: Shift,
  { counted, closingKey }: Count,
): Shift | IdempotencyConflictError | ValidationError {
  if (shift.counted?.amount === counted) return shift;
  if (closingKey !== null && shift.closingKey === closingKey) return idempotencyConflict();
  return invalid('counted', `Shift ${shift.number} is closed with another count. The first count stands.`);
}
