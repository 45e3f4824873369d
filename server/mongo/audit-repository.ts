import type { ClientSession, Document, Filter } from 'mongodb';
import type { AuditEntry } from '../domain/audit-entry.ts';
import { insertMissing, type Mongo } from './client.ts';
import { toDocument } from './documents.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { readPage, within } from './page.ts';

export interface AuditCriteria {
  readonly actions?: readonly string[];
  readonly showtimeId?: string;
  readonly seatId?: string;
  readonly orderId?: string;
  readonly shiftId?: string;
  readonly from?: Date;
  readonly before?: Date;
}

/** Audit entries: only ever added. */
export class AuditRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Adds entries in the transaction of what they describe. */
  async add(entries: readonly AuditEntry[], session: ClientSession): Promise<void> {
    await this.#mongo.collections.auditEntries.insertMany(entries.map(toDocument), { session });
  }

  /** Adds entries whose ids come from their events; ones that are there already are left alone. */
  async addOnce(entries: readonly AuditEntry[]): Promise<void> {
    await insertMissing(this.#mongo.collections.auditEntries, entries.map(toDocument));
  }

  /** Newest first. */
  async page(criteria: AuditCriteria, request: PageRequest): Promise<Page<AuditEntry>> {
    return readPage<AuditEntry>(this.#mongo.collections.auditEntries, filterOf(criteria), 'at', request);
  }
}

function filterOf(criteria: AuditCriteria): Filter<Document> {
  const at = within(criteria.from, criteria.before);
  return {
    ...(criteria.actions && { action: { $in: [...criteria.actions] } }),
    ...(criteria.showtimeId && { showtimeId: criteria.showtimeId }),
    ...(criteria.seatId && { seatIds: criteria.seatId }),
    ...(criteria.orderId && { orderId: criteria.orderId }),
    ...(criteria.shiftId && { shiftId: criteria.shiftId }),
    ...(at && { at }),
  };
}
