import { salesCloseAt } from '../../domain/showtime.ts';
import type { CatalogRepository } from '../../mongo/catalog-repository.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { Clock } from '../clock.ts';
import type { SeatOffers } from './seat-offers.ts';
import type { WaitingListService } from './waiting-list-service.ts';

interface Dependencies {
  readonly waitingList: WaitingListRepository;
  readonly catalog: CatalogRepository;
  readonly lists: Pick<WaitingListService, 'end'>;
  readonly offers: SeatOffers;
  readonly clock: Clock;
}

/** Looks at all lines from time to time: for seats that nobody was told of, and for shows that have begun. */
export class WaitingListSweep {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Returns how many offers it made. */
  async step(): Promise<number> {
    const { waitingList, catalog, lists, offers, clock } = this.#dependencies;
    let made = 0;
    for (const showtimeId of await waitingList.showtimesWaitedFor()) {
      const showtime = await catalog.showtime(showtimeId);
      if (!showtime || clock() >= salesCloseAt(showtime)) await lists.end(showtimeId);
      else made += await offers.assign(showtimeId);
    }
    return made;
  }
}
