import { ticketTypesOf } from '#shared/domain/pricing.ts';
import { salesCloseAt } from '../../domain/showtime.ts';
import { eventStream } from '../event-stream.ts';
import type {
  PriceListResolvers,
  QueryResolvers,
  ShowtimeResolvers,
  SubscriptionResolvers,
} from '../generated/resolvers.ts';

export const showtimeQueries: Pick<QueryResolvers, 'showtimes' | 'showtime'> = {
  showtimes: (_root, { cinemaId, date }, { services }) => services.catalog.showtimesOn(cinemaId, date),
  showtime: async (_root, { id }, { services }) => (await services.catalog.showtime(id)) ?? null,
};

export const showtimeFields: Pick<ShowtimeResolvers, 'movie' | 'auditorium' | 'salesCloseAt' | 'availability'> = {
  movie: (showtime, _args, { services }) => services.catalog.movie(showtime.movieId),
  auditorium: (showtime, _args, { services }) => services.catalog.auditorium(showtime.auditoriumId),
  salesCloseAt: (showtime) => salesCloseAt(showtime),
  availability: (showtime, _args, { services }) => services.maps.availability(showtime),
};

export const priceListFields: Pick<PriceListResolvers, 'ticketTypes' | 'prices'> = {
  ticketTypes: (list) => ticketTypesOf(list),
  prices: ({ prices, currency }) =>
    prices.map(({ ticketType, seatKind, amount }) => ({ ticketType, seatKind, price: { amount, currency } })),
};

export const showtimeSubscriptions: Pick<SubscriptionResolvers, 'showtimesChanged'> = {
  showtimesChanged: {
    subscribe: (_root, { cinemaId }, { services }) =>
      eventStream((listener) =>
        services.boardFeed.watch((showtimeId) => {
          services.catalog
            .showtime(showtimeId)
            .then((showtime) => {
              if (showtime?.cinemaId === cinemaId) listener({ showtimesChanged: showtime });
            })
            .catch((error: unknown) =>
              services.log.warn({ error, showtimeId }, 'a changed showtime could not be told'),
            );
        }),
      ),
  },
};
