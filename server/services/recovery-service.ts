import { v7 as uuid } from 'uuid';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import type { Order } from '../domain/order.ts';
import { seatIdsAt, type Showtime } from '../domain/showtime.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { OrderRepository } from '../mongo/order-repository.ts';
import type { LiveHold, SeatLocks } from '../redis/seat-locks.ts';
import type { CatalogService } from './catalog-service.ts';
import type { Clock } from './clock.ts';
import type { OrderEffects } from './orders/order-effects.ts';
import type { SeatMapService } from './seat-map-service.ts';

interface Dependencies {
  readonly catalog: CatalogService;
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly claims: ClaimRepository;
  readonly orders: OrderRepository;
  readonly effects: OrderEffects;
  readonly audit: AuditRepository;
  readonly clock: Clock;
  readonly lockAbandonedMs: number;
}

/** Maps of showtimes that begin within a day are kept ready. */
const keepReadyMs = 24 * 3_600_000;

/** Finishes what a crash left half done, and brings back what Redis lost. Every step is safe to repeat. */
export class RecoveryService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Frees holds that are overdue; returns how many. */
  async expireHolds(): Promise<number> {
    const { locks } = this.#dependencies;
    const active = await locks.activeShowtimes();
    const counts = await Promise.all(active.map((showtimeId) => locks.expire(showtimeId)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Rebuilds maps that Redis lost, so that watching stations hear of it; returns how many. */
  async rebuildLostMaps(): Promise<number> {
    const { catalog, locks, maps, clock } = this.#dependencies;
    const showtimes = await catalog.showtimesAround(clock(), keepReadyMs);
    const present = await locks.presentMaps(showtimes.map(({ id }) => id));
    const lost = showtimes.filter(({ id }) => !present.has(id));
    for (const showtime of lost) await maps.rebuild(showtime);
    return lost.length;
  }

  /** Decides locks whose program never came back: sold or blocked when the database says so, free otherwise. */
  async settleAbandonedLocks(): Promise<number> {
    const { locks, lockAbandonedMs } = this.#dependencies;
    const abandoned = await locks.lockedHolds(lockAbandonedMs);
    for (const hold of abandoned) await this.#settle(hold);
    return abandoned.length;
  }

  async #settle(hold: LiveHold): Promise<void> {
    const { claims, orders, effects, locks, maps, clock } = this.#dependencies;
    // The database decides once and for all: after ABANDONED no order can come from this hold, however late its
    // program wakes up, so that the seats can be offered again.
    const decided = await claims.abandonOrFind(hold.holdId, clock());
    const order = decided.orderId ? await orders.find(asId<OrderId>(decided.orderId)) : undefined;
    if (order) {
      await effects.apply(order);
      // A hold that came again under the id of one that was sold before: nothing comes from it any more.
      if (!isHoldOf(order, hold)) await locks.abandon(hold);
      return;
    }
    if (decided.outcome === 'BLOCKED') {
      await locks.show(hold, 'BLOCKED');
      return;
    }
    const found = await maps.find(hold.showtimeId);
    if (found) await this.#recordAbandoned(hold, found.showtime, seatIdsAt(found.plan, hold.seats));
    await locks.abandon({ showtimeId: hold.showtimeId, holdId: hold.holdId, fence: hold.fence });
  }

  async #recordAbandoned(hold: LiveHold, showtime: Showtime, seatIds: readonly string[]): Promise<void> {
    const { audit, clock } = this.#dependencies;
    const details = { holdId: hold.holdId, fence: hold.fence };
    await audit.addOnce([
      auditEntry(uuid(), 'lock.abandoned', clock(), null, { showtimeId: showtime.id, seatIds, details }),
    ]);
  }
}

/** Whether an order was made from this very hold, and not from an earlier one of the same id. */
function isHoldOf(order: Order, { holdId, fence }: LiveHold): boolean {
  return order.holdId === holdId && String(order.fence) === fence;
}
