import { InMemoryCache } from '@apollo/client/cache';

/** What the server told, normalised by id. Live seat maps and layouts are kept apart: they are large and have no keys here. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          // A showtime that the board knows is there at once when its sale begins.
          showtime: (known, { args, toReference }) =>
            known ?? toReference({ __typename: 'Showtime', id: args?.['id'] }),
        },
      },
      Money: { keyFields: false },
      Availability: { keyFields: false },
      PriceList: { keyFields: false },
    },
  });
}
