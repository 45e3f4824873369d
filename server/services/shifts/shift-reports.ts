import type { Actor } from '../../domain/actor.ts';
import type { ChainHead } from '../../domain/audit-chain.ts';
import { shiftReport, type ShiftReport, type ZReport } from '../../domain/shift-report.ts';
import type { Shift } from '../../domain/shift.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { ShiftReportRepository } from '../../mongo/shift-report-repository.ts';
import type { Clock } from '../clock.ts';
import { accountHash, isAsRecorded } from './account-hash.ts';
import type { ShiftService } from './shift-service.ts';
import type { TakingsReader } from './takings-reader.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly finder: Pick<ShiftService, 'find'>;
  readonly shiftReports: ShiftReportRepository;
  readonly reader: TakingsReader;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** Gives account of shifts: at any time until they are closed, and once for good. */
export class ShiftReports {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** The Z report of a closed shift, an X report of an open one; undefined for shifts that the actor may not look at. */
  async report(actor: Actor, shiftId: string): Promise<ShiftReport | undefined> {
    const { mongo, finder, reader, clock } = this.#dependencies;
    const shift = await finder.find(actor, shiftId);
    if (!shift) return undefined;
    const kept = await this.zReport(shift);
    if (kept) return kept;
    return inTransaction(mongo, async (transaction) => shiftReport(await reader.ofShift(shift, transaction), clock()));
  }

  /** The report that was made as the shift was closed; undefined while it is open. */
  async zReport({ id, state }: Pick<Shift, 'id' | 'state'>): Promise<ZReport | undefined> {
    return state === 'CLOSED' ? this.#dependencies.shiftReports.find(id) : undefined;
  }

  /** Makes and keeps the report of a shift that the transaction closes. */
  async keep(closed: Shift, auditHead: ChainHead, at: Date, transaction: Transaction): Promise<ZReport> {
    const { shiftReports, reader } = this.#dependencies;
    const account = { ...shiftReport(await reader.ofShift(closed, transaction), at), auditHead };
    const report = { ...account, hash: accountHash(account) };
    await shiftReports.insert(report, transaction);
    return report;
  }

  /** Whether a Z report still says what the audit history says that it said. */
  async isUnchanged({ hash, ...account }: ZReport): Promise<boolean> {
    const { id: shiftId, closedAt } = account;
    if (!closedAt) return false;
    return isAsRecorded({ hash, account, action: 'shift.closed', at: closedAt, shiftId }, this.#dependencies.audit);
  }
}
