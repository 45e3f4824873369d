import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { RecordedEntry } from '../../domain/audit-entry.ts';
import { orderSteps, type OrderStep } from '../../domain/order-history.ts';
import { packedAfter, seatSteps, type SeatStep } from '../../domain/seat-history.ts';
import type { SeatPlan } from '../../domain/showtime.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';

export type RecordedSeatStep = SeatStep<RecordedEntry>;
export type RecordedOrderStep = OrderStep<RecordedEntry>;

interface Dependencies {
  readonly audit: AuditRepository;
  readonly catalog: CatalogRepository;
}

/** What was once, answered from the audit entries alone. The newest seconds may not have been written yet. */
export class AuditHistory {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Who had a seat and when, oldest first; nothing when there is no such seat. */
  async ofSeat(showtimeId: string, seatId: string): Promise<readonly RecordedSeatStep[]> {
    const seat = (await this.#plan(showtimeId))?.byId.get(seatId);
    return seat ? seatSteps(await this.#dependencies.audit.ofSeat(showtimeId, seatId), seat) : [];
  }

  /** What happened to an order and to the hold that became it, oldest first. */
  async ofOrder(orderId: string): Promise<readonly RecordedOrderStep[]> {
    return orderSteps(await this.#dependencies.audit.ofOrder(orderId));
  }

  /** The seat map of a showtime as it was at an instant; undefined when there is no such showtime. */
  async seatMapAt(showtimeId: string, at: Date): Promise<string | undefined> {
    const plan = await this.#plan(showtimeId);
    return plan && packedAfter(await this.#dependencies.audit.ofShowtime(showtimeId, at), plan);
  }

  async #plan(showtimeId: string): Promise<SeatPlan | undefined> {
    const { catalog } = this.#dependencies;
    const showtime = await catalog.showtime(asId<ShowtimeId>(showtimeId));
    return showtime && catalog.seatPlan(showtime);
  }
}
