import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { chainStart, type ChainHead } from '../domain/audit-chain.ts';
import type { AuditAction, AuditEntry, RecordedEntry } from '../domain/audit-entry.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { seatIdsAt } from '../domain/showtime.ts';
import type { AuditChainRepository } from '../mongo/audit-chain-repository.ts';
import type { AuditCriteria } from '../mongo/audit-criteria.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import type { PageOrder } from '../mongo/page.ts';
import type { SeatEvent } from '../redis/seat-events.ts';
import type { AuditVerification, AuditVerifier } from './audit/audit-verifier.ts';

interface Dependencies {
  readonly audit: AuditRepository;
  readonly auditChain: AuditChainRepository;
  readonly catalog: CatalogRepository;
  readonly verifier: AuditVerifier;
}

/** The audit history: read and checked by managers, and fed with what happens to holds. */
export class AuditService {
  readonly #dependencies: Dependencies;
  /** Checks of the whole chain under way: who asks meanwhile gets the same answer. */
  #whole: Promise<AuditVerification> | undefined;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Entries, newest first unless said otherwise. */
  page(criteria: AuditCriteria, request: PageRequest, order?: PageOrder): Promise<Page<RecordedEntry>> {
    return this.#dependencies.audit.page(criteria, request, order);
  }

  /** Where the sealed chain ends now: what a Z report keeps. */
  async head(): Promise<ChainHead> {
    const { seq, hash } = (await this.#dependencies.auditChain.head()) ?? chainStart;
    return { seq, hash };
  }

  /** Checks the chain, all of it or what came after an earlier check. */
  verify(from?: ChainHead): Promise<AuditVerification> {
    const { verifier } = this.#dependencies;
    if (from && from.seq > 0) return verifier.verify({ from });
    this.#whole ??= verifier.verify().finally(() => (this.#whole = undefined));
    return this.#whole;
  }

  /** Writes events of the seat streams as entries. An event that was written before is not written again. */
  async recordSeatEvents(events: readonly SeatEvent[]): Promise<void> {
    await this.#dependencies.audit.addOnce(await Promise.all(events.map((event) => this.#entryOf(event))));
  }

  async #entryOf(event: SeatEvent): Promise<AuditEntry> {
    const { catalog } = this.#dependencies;
    const showtime = await catalog.showtime(asId<ShowtimeId>(event.showtimeId));
    const plan = showtime && (await catalog.seatPlan(showtime));
    return {
      id: `${event.stream}:${event.id}`,
      action: event.type as AuditAction,
      at: new Date(event.at),
      actor: event.actor,
      actorId: event.actorId,
      approvedBy: null,
      station: event.station,
      showtimeId: event.showtimeId,
      seatIds: plan ? seatIdsAt(plan, event.seats) : event.seats.map(String),
      orderId: null,
      shiftId: null,
      details: detailsOf(event),
    };
  }
}

const changeReason = /^added (\d+), removed (\d+)$/;

/** What the scripts put into words, as data. */
function detailsOf({ type, holdId, fence, reason }: SeatEvent): Readonly<Record<string, unknown>> {
  if (type === 'map.rebuilt') {
    const [epoch, packed] = (reason ?? '').split(' ');
    return { epoch, packed };
  }
  const [, added, removed] = changeReason.exec(reason ?? '') ?? [];
  if (added !== undefined) return { holdId, fence, added: Number(added), removed: Number(removed) };
  return { holdId, fence, ...(reason && { reason }) };
}
