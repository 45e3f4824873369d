import { patientRetry, type Delivery, type EventHandler } from '../../redis/event-streams/event-handler.ts';
import type { SeatEvent } from '../../redis/seat-events.ts';
import type { WaitingListRepository } from '../../mongo/waiting-list-repository.ts';
import type { SeatOffers } from './seat-offers.ts';

/** What happens to seats that may leave some of them free. */
const freeing: ReadonlySet<string> = new Set([
  'seats.freed',
  'hold.released',
  'hold.expired',
  'hold.changed',
  'hold.revoked',
]);

interface Dependencies {
  readonly waitingList: WaitingListRepository;
  readonly offers: SeatOffers;
}

/** Hears of seats that become free, and has them offered where somebody waits for them. */
export class FreedSeats implements EventHandler<SeatEvent> {
  readonly group = 'waiting-list';
  readonly batchSize = 200;
  readonly parallel = 1;
  readonly retry = patientRetry;
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  async handle(deliveries: readonly Delivery<SeatEvent>[]): Promise<void> {
    const { waitingList, offers } = this.#dependencies;
    const events = deliveries.map(({ event }) => event).filter(({ type }) => freeing.has(type));
    const showtimeIds = [...new Set(events.map(({ showtimeId }) => showtimeId))];
    if (showtimeIds.length === 0) return;
    for (const showtimeId of await waitingList.showtimesWaitedFor(showtimeIds)) await offers.assign(showtimeId);
  }
}
