import { v7 as uuid } from 'uuid';
import { seatStates } from '#shared/domain/seat-map.ts';
import { auditEntry } from '../domain/audit-entry.ts';
import { seatIdsAt, type Showtime } from '../domain/showtime.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { SeatLocks } from '../redis/seat-locks.ts';
import type { CatalogService } from './catalog-service.ts';
import type { Clock } from './clock.ts';
import type { SeatMapService } from './seat-map-service.ts';

interface Dependencies {
  readonly catalog: CatalogService;
  readonly plans: CatalogRepository;
  readonly maps: SeatMapService;
  readonly claims: ClaimRepository;
  readonly locks: SeatLocks;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** Showtimes that begin within this time are watched, in ms. */
const aheadMs = 24 * 3_600_000;

/** Showtimes that one step compares. */
const batch = 5;

/**
 * Compares the live maps with the claims, a few showtimes a step, and rebuilds a map that is wrong for good. A difference
 * counts only when it is seen twice on the same version of the map: what is under way has changed it by then.
 */
export class MapReconciliation {
  readonly #dependencies: Dependencies;
  /** Showtime → version of the map that was found wrong. */
  readonly #suspects = new Map<string, string>();
  #next = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Compares the next showtimes in turn; returns how many maps were rebuilt. */
  async step(): Promise<number> {
    const { catalog, clock } = this.#dependencies;
    const showtimes = await catalog.showtimesAround(clock(), aheadMs);
    if (this.#next >= showtimes.length) this.#next = 0;
    const turn = showtimes.slice(this.#next, this.#next + batch);
    this.#next += batch;
    let rebuilt = 0;
    for (const showtime of turn) rebuilt += (await this.compare(showtime)) ? 1 : 0;
    return rebuilt;
  }

  /** Compares one map with its claims; true when it was wrong before, is still, and was rebuilt. */
  async compare(showtime: Showtime): Promise<boolean> {
    const { locks, claims, plans, maps } = this.#dependencies;
    const { layout } = await plans.seatPlan(showtime);
    const live = await locks.snapshot(showtime.id);
    if (live.kind === 'mapMissing') return false;
    const { packed } = await claims.packedMap(showtime.id, layout);
    const wrong = await this.#wrongSeats(showtime, live.packed, packed);
    const version = `${live.epoch} ${live.version}`;
    const isSeenAgain = this.#suspects.get(showtime.id) === version;
    if (wrong.length > 0 && !isSeenAgain) this.#suspects.set(showtime.id, version);
    else this.#suspects.delete(showtime.id);
    if (wrong.length === 0 || !isSeenAgain) return false;
    await maps.rebuild(showtime);
    await this.#record(showtime, wrong, version);
    return true;
  }

  /** Seats (indexes) that the live map shows otherwise than claims and holds allow. */
  async #wrongSeats(showtime: Showtime, live: string, claimed: string): Promise<readonly number[]> {
    const { FREE, HELD, LOCKED } = seatStates;
    const differing = Array.from(live, (_state, index) => index).filter((index) => {
      if (claimed[index] !== FREE) return live[index] !== claimed[index];
      return live[index] !== FREE && live[index] !== HELD;
    });
    if (differing.length === 0) return [];
    // A payment that isn't written yet has its seats locked by its hold alone.
    const held = new Set((await this.#dependencies.locks.holdsOf(showtime.id)).flatMap(({ seats }) => seats));
    return differing.filter((index) => live[index] !== LOCKED || claimed[index] !== FREE || !held.has(index));
  }

  async #record(showtime: Showtime, wrong: readonly number[], version: string): Promise<void> {
    const { audit, plans, clock } = this.#dependencies;
    const seatIds = seatIdsAt(await plans.seatPlan(showtime), wrong);
    const details = { reason: 'the live map differed from the claims', version };
    await audit.addOnce([
      auditEntry(uuid(), 'reconciliation.repaired', clock(), null, { showtimeId: showtime.id, seatIds, details }),
    ]);
  }
}
