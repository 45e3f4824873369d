import { InMemoryCache, type FieldFunctionOptions, type Reference } from '@apollo/client/cache';

/** What the server told, normalised by id. Live seat maps and layouts are kept apart: they are large and have no keys here. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: { fields: { showtime: showtimeById } },
      Money: { keyFields: false },
      Availability: { keyFields: false },
      PriceList: { keyFields: false },
    },
  });
}

/** A showtime that the board knows is there at once when its sale begins. */
function showtimeById(
  known: Reference | undefined,
  { args, toReference }: FieldFunctionOptions,
): Reference | undefined {
  const id: unknown = args?.['id'];
  return known ?? (typeof id === 'string' ? toReference({ __typename: 'Showtime', id }) : undefined);
}
