import type { CinemaResolvers, QueryResolvers } from '../generated/resolvers.ts';

export const cinemaQueries: Pick<QueryResolvers, 'cinemas' | 'movies'> = {
  cinemas: (_root, _args, { services }) => services.catalog.cinemas(),
  movies: (_root, _args, { services }) => services.catalog.movies(),
};

export const cinemaFields: Pick<CinemaResolvers, 'auditoriums'> = {
  auditoriums: (cinema, _args, { services }) => services.catalog.auditoriums(cinema.id),
};
