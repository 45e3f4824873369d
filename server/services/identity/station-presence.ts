import type { StationId } from '#shared/domain/ids.ts';
import type { Logger } from '../../log.ts';
import type { StationRepository } from '../../mongo/station-repository.ts';

/** How far behind the stored time may be, in milliseconds. */
const intervalMs = 60_000;

interface Dependencies {
  readonly stations: StationRepository;
  readonly log: Logger;
}

/** When stations were last heard of: told with every request, stored once a minute. No audit: nothing was done. */
export class StationPresence {
  readonly #dependencies: Dependencies;
  readonly #storedAt = new Map<StationId, number>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** A request came from a station. Costs nothing most of the time, and never fails the request. */
  seen(stationId: StationId, now: Date): void {
    if (now.getTime() - (this.#storedAt.get(stationId) ?? 0) < intervalMs) return;
    this.#storedAt.set(stationId, now.getTime());
    void this.#store(stationId, now);
  }

  async #store(stationId: StationId, now: Date): Promise<void> {
    const { stations, log } = this.#dependencies;
    try {
      // Another program may have stored a younger time than this one knows of.
      const seenAt = await stations.seen(stationId, now, new Date(now.getTime() - intervalMs));
      if (seenAt) this.#storedAt.set(stationId, seenAt.getTime());
    } catch (error) {
      log.warn({ error, stationId }, 'it could not be stored that a station was seen');
    }
  }
}
