import DataLoader from 'dataloader';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { countSeats, seatStates, type SeatMapState } from '#shared/domain/seat-map.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { mapExpiresAt, type SeatPlan, type Showtime } from '../domain/showtime.ts';
import { layoutId, type CatalogRepository } from '../mongo/catalog-repository.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { SeatLocks } from '../redis/seat-locks.ts';

interface Dependencies {
  readonly catalog: CatalogRepository;
  readonly claims: ClaimRepository;
  readonly locks: SeatLocks;
}

export interface LiveSeatMap extends SeatMapState {
  readonly serverTime: Date;
}

/** A layout with the id that clients cache it by: it never changes under it. */
export interface LayoutView extends SeatLayout {
  readonly id: string;
}

/** What the API calls a seat map: the plan, and the live state on demand. */
export interface SeatMapView {
  readonly showtime: Showtime;
  readonly layout: LayoutView;
}

/** How often a rebuild starts again because Redis lost it on the way. */
const rebuildAttempts = 10;

/** The live seat map: read from Redis, and rebuilt from the claims in MongoDB when Redis has lost it. */
export class SeatMapService {
  readonly #dependencies: Dependencies;
  /** Rebuilds under way in this program, so that a crowd before a lost map starts one. */
  readonly #rebuilding = new Map<ShowtimeId, Promise<void>>();

  /** Gathers the questions of one tick. Nothing is remembered: the next question is asked anew. */
  readonly #freeCounts: DataLoader<Showtime, number>;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#freeCounts = new DataLoader((showtimes) => this.#loadFreeCounts(showtimes), { cache: false });
  }

  /** The plan a showtime is sold with; undefined when there is no such showtime. */
  async find(showtimeId: string): Promise<{ readonly showtime: Showtime; readonly plan: SeatPlan } | undefined> {
    const showtime = await this.#dependencies.catalog.showtime(asId<ShowtimeId>(showtimeId));
    return showtime && { showtime, plan: await this.#dependencies.catalog.seatPlan(showtime) };
  }

  /** The plan of a showtime with its cache id; undefined when there is no such showtime. */
  async view(showtimeId: string): Promise<SeatMapView | undefined> {
    const found = await this.find(showtimeId);
    if (!found) return undefined;
    const { showtime, plan } = found;
    return { showtime, layout: { id: layoutId(showtime.auditoriumId, showtime.layoutVersion), ...plan.layout } };
  }

  /** The state of every seat now. One round trip to Redis. */
  async state(showtime: Showtime): Promise<LiveSeatMap> {
    const found = await this.withMap(showtime, () => this.#dependencies.locks.snapshot(showtime.id));
    return { epoch: found.epoch, version: found.version, packed: found.packed, serverTime: new Date(found.serverTime) };
  }

  /** How many seats a showtime has, and how many are free now. Asked for many showtimes at once, it costs one round trip. */
  async availability(showtime: Showtime): Promise<{ readonly total: number; readonly free: number }> {
    const [{ layout }, free] = await Promise.all([
      this.#dependencies.catalog.seatPlan(showtime),
      this.#freeCounts.load(showtime),
    ]);
    return { total: layout.seats.length, free };
  }

  /** Runs an operation on a showtime's map, rebuilding the map first whenever Redis says that it is missing. */
  async withMap<Outcome extends { readonly kind: string }>(
    showtime: Showtime,
    operate: () => Promise<Outcome>,
  ): Promise<Exclude<Outcome, { readonly kind: 'mapMissing' }>> {
    for (let attempt = 0; attempt < rebuildAttempts; attempt += 1) {
      const outcome = await operate();
      if (outcome.kind !== 'mapMissing') return outcome as Exclude<Outcome, { readonly kind: 'mapMissing' }>;
      await this.rebuild(showtime);
    }
    throw new Error(`the seat map of ${showtime.id} was lost ${rebuildAttempts} times in a row`);
  }

  /** Rebuilds a showtime's map from the claims. Several callers at once share one rebuild. */
  async rebuild(showtime: Showtime): Promise<void> {
    const running = this.#rebuilding.get(showtime.id);
    if (running) return running;
    const rebuild = this.#rebuild(showtime).finally(() => this.#rebuilding.delete(showtime.id));
    this.#rebuilding.set(showtime.id, rebuild);
    return rebuild;
  }

  async #loadFreeCounts(showtimes: readonly Showtime[]): Promise<readonly number[]> {
    const counts = await this.#dependencies.locks.freeCounts(showtimes.map(({ id }) => id));
    return Promise.all(
      showtimes.map(async (showtime) => {
        const count = counts.get(showtime.id);
        if (count !== undefined) return count;
        return countSeats((await this.state(showtime)).packed, seatStates.FREE);
      }),
    );
  }

  async #rebuild(showtime: Showtime): Promise<void> {
    const { catalog, claims, locks } = this.#dependencies;
    const { layout } = await catalog.seatPlan(showtime);
    for (let attempt = 0; attempt < rebuildAttempts; attempt += 1) {
      // The token comes first: a claim that commits after this read still finds its way into the map, because
      // `book` remembers it for a rebuild that is under way, and a rebuild whose token is gone is refused.
      const token = await locks.beginRebuild(showtime.id);
      const { packed, highestFence, fences } = await claims.packedMap(showtime.id, layout);
      const outcome = await locks.commitRebuild({
        showtimeId: showtime.id,
        token,
        packed,
        minimumFence: highestFence,
        fences,
        expireAt: mapExpiresAt(showtime).getTime(),
      });
      if (outcome.kind === 'rebuilt') return;
      // Superseded: another program's rebuild may have finished meanwhile.
      const current = await locks.snapshot(showtime.id);
      if (current.kind !== 'mapMissing') return;
    }
    throw new Error(`the seat map of ${showtime.id} could not be rebuilt in ${rebuildAttempts} attempts`);
  }
}
