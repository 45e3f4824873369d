import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { AuditAction, AuditEntry } from '../domain/audit-entry.ts';
import { seatIdsAt } from '../domain/showtime.ts';
import type { AuditCriteria, AuditRepository } from '../mongo/audit-repository.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { SeatEvent } from '../redis/seat-events.ts';

/** The audit history: read by managers, and fed with what happens to holds. */
export class AuditService {
  readonly #audit: AuditRepository;
  readonly #catalog: CatalogRepository;

  constructor(audit: AuditRepository, catalog: CatalogRepository) {
    this.#audit = audit;
    this.#catalog = catalog;
  }

  /** Entries, newest first. */
  page(criteria: AuditCriteria, request: PageRequest): Promise<Page<AuditEntry>> {
    return this.#audit.page(criteria, request);
  }

  /** Writes events of the seat streams as entries. An event that was written before is not written again. */
  async recordSeatEvents(events: readonly SeatEvent[]): Promise<void> {
    await this.#audit.addOnce(await Promise.all(events.map((event) => this.#entryOf(event))));
  }

  async #entryOf(event: SeatEvent): Promise<AuditEntry> {
    const showtime = await this.#catalog.showtime(asId<ShowtimeId>(event.showtimeId));
    const plan = showtime && (await this.#catalog.seatPlan(showtime));
    const { holdId, fence, session, reason } = event;
    return {
      id: `${event.stream}:${event.id}`,
      action: event.type as AuditAction,
      at: new Date(event.at),
      actor: event.actor,
      station: event.station,
      showtimeId: event.showtimeId,
      seatIds: plan ? seatIdsAt(plan, event.seats) : event.seats.map(String),
      orderId: null,
      shiftId: null,
      details: { holdId, fence, session, ...(reason && { reason }) },
    };
  }
}
