import type { SeatEvents } from '../redis/seat-events.ts';
import type { AuditService } from './audit-service.ts';

/** Carries what happened to holds from Redis into the audit history: every event at least once, written once. */
export class HoldHistory {
  readonly #events: SeatEvents;
  readonly #audit: AuditService;

  constructor(events: SeatEvents, audit: AuditService) {
    this.#events = events;
    this.#audit = audit;
  }

  /** Makes sure that the streams can be read, and takes over what dead readers left. */
  async takeOver(): Promise<void> {
    await this.#events.ensureGroups();
    await this.#events.takeOver((events) => this.#audit.recordSeatEvents(events));
  }

  /** Waits up to `blockMs` for events and writes them; returns how many there were. */
  readNext(blockMs: number): Promise<number> {
    return this.#events.read(blockMs, (events) => this.#audit.recordSeatEvents(events));
  }
}
