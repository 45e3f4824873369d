import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { QueryResolvers } from '../generated/resolvers.ts';

export const salesFiguresQueries: Pick<QueryResolvers, 'salesFigures'> = {
  salesFigures: async (_root, { date, cinemaId }, { services }) => {
    const figures = await services.salesFigures.ofDay(cinemaId, date);
    const showtimeIds = [...new Set(figures.map(({ showtimeId }) => showtimeId))];
    const showtimes = await Promise.all(
      showtimeIds.map(async (showtimeId) => {
        const showtime = await services.catalog.showtime(asId<ShowtimeId>(showtimeId));
        if (!showtime) throw new Error(`the sales figures name the showtime ${showtimeId}, which is missing`);
        const ticketTypes = figures
          .filter((figure) => figure.showtimeId === showtimeId)
          .map(({ ticketType, currency, sold, soldAmount, returned, returnedAmount }) => ({
            ticketType,
            sold,
            soldAmount: { amount: soldAmount, currency },
            returned,
            returnedAmount: { amount: returnedAmount, currency },
          }));
        return { showtime, ticketTypes };
      }),
    );
    return { cinemaId, date, showtimes };
  },
};
