import { eventStream } from '../event-stream.ts';
import type { QueryResolvers, SeatMapResolvers, SubscriptionResolvers } from '../generated/resolvers.ts';

export const seatMapQueries: Pick<QueryResolvers, 'seatMap'> = {
  seatMap: async (_root, { showtimeId }, { services }) => (await services.maps.view(showtimeId)) ?? null,
};

export const seatMapFields: Pick<SeatMapResolvers, 'showtimeId' | 'state'> = {
  showtimeId: ({ showtime }) => showtime.id,
  state: ({ showtime }, _args, { services }) => services.maps.state(showtime),
};

export const seatMapSubscriptions: Pick<SubscriptionResolvers, 'seatMapChanged'> = {
  seatMapChanged: {
    subscribe: (_root, { showtimeId }, { services }) =>
      eventStream((listener) => services.seatFeed.watch(showtimeId, (change) => listener({ seatMapChanged: change }))),
  },
};
