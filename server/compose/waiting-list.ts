import type { Config } from '../config.ts';
import type { SeatLocks } from '../redis/seat-locks.ts';
import type { Clock } from '../services/clock.ts';
import type { OrderEffects } from '../services/orders/order-effects.ts';
import type { OrderWriter } from '../services/orders/order-writer.ts';
import type { PaymentOutcomes } from '../services/orders/payment-outcomes.ts';
import type { SeatMapService } from '../services/seat-map-service.ts';
import { EntryCodes } from '../services/waiting-list/entry-codes.ts';
import { FreedSeats } from '../services/waiting-list/freed-seats.ts';
import { OfferService } from '../services/waiting-list/offer-service.ts';
import { SeatOffers } from '../services/waiting-list/seat-offers.ts';
import { WaitingListEntrance } from '../services/waiting-list/waiting-list-entrance.ts';
import { WaitingListService } from '../services/waiting-list/waiting-list-service.ts';
import { WaitingListSweep } from '../services/waiting-list/waiting-list-sweep.ts';
import type { Repositories } from './repositories.ts';

interface WaitingListParts {
  readonly config: Pick<Config, 'accessTokenSecret' | 'reservationReleaseMs' | 'waitingListOfferMs'>;
  readonly clock: Clock;
  readonly repositories: Repositories;
  readonly locks: SeatLocks;
  readonly maps: SeatMapService;
  readonly writer: OrderWriter;
  readonly outcomes: PaymentOutcomes;
  readonly effects: OrderEffects;
}

/** Everything around those who wait for seats. */
export function composeWaitingList({ config, repositories, ...parts }: WaitingListParts) {
  const times = { offerMs: config.waitingListOfferMs, releaseMs: config.reservationReleaseMs };
  const common = { ...repositories, ...parts, ...times };
  const codes = new EntryCodes(config.accessTokenSecret);
  const lists = new WaitingListService({ ...common, codes });
  const offers = new SeatOffers(common);
  return {
    waitingLists: lists,
    waitingListEntrance: new WaitingListEntrance({ ...common, lists, codes }),
    seatOffers: offers,
    offers: new OfferService({ ...common, lists }),
    freedSeats: new FreedSeats({ ...common, offers }),
    waitingListSweep: new WaitingListSweep({ ...common, lists, offers }),
  };
}
