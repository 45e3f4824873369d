import { InMemoryCache } from '@apollo/client/cache';

/** What the server told, normalised by id. Live seat maps and layouts are kept apart: they are large and have no keys here. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Money: { keyFields: false },
      Availability: { keyFields: false },
      PriceList: { keyFields: false },
    },
  });
}
