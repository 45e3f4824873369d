import { makeExecutableSchema } from '@graphql-tools/schema';
import { GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { DateTimeISOResolver } from 'graphql-scalars';
import { schemaText } from './generated/schema-text.ts';
import { guardSchema } from './guard.ts';
import { auditEntryFields, auditQueries } from './resolvers/audit.ts';
import { cinemaFields, cinemaQueries } from './resolvers/cinema.ts';
import { holdMutations } from './resolvers/hold.ts';
import { orderFields, orderMutations, orderQueries, orderSubscriptions } from './resolvers/order.ts';
import { seatMapFields, seatMapQueries, seatMapSubscriptions } from './resolvers/seat-map.ts';
import { shiftFields, shiftMutations, shiftQueries } from './resolvers/shift.ts';
import { priceListFields, showtimeFields, showtimeQueries, showtimeSubscriptions } from './resolvers/showtime.ts';
import { staffMutations, staffQueries } from './resolvers/staff.ts';
import { systemQueries } from './resolvers/system.ts';
import type { MutationResolvers, QueryResolvers, SubscriptionResolvers } from './generated/resolvers.ts';

const query: QueryResolvers = {
  ...staffQueries,
  ...cinemaQueries,
  ...showtimeQueries,
  ...seatMapQueries,
  ...orderQueries,
  ...shiftQueries,
  ...auditQueries,
  ...systemQueries,
};

const mutation: MutationResolvers = {
  ...staffMutations,
  ...holdMutations,
  ...orderMutations,
  ...shiftMutations,
};

const subscription: SubscriptionResolvers = {
  ...showtimeSubscriptions,
  ...seatMapSubscriptions,
  ...orderSubscriptions,
};

/** The library's scalar under the name that the schema gives it. */
const dateTime = new GraphQLScalarType({ ...DateTimeISOResolver.toConfig(), name: 'DateTime' });

/** The executable schema with the permission check in front of every root field. */
export function createSchema(): GraphQLSchema {
  return guardSchema(
    makeExecutableSchema({
      typeDefs: schemaText,
      resolvers: {
        DateTime: dateTime,
        Query: query,
        Mutation: mutation,
        Subscription: subscription,
        Cinema: cinemaFields,
        Showtime: showtimeFields,
        PriceList: priceListFields,
        SeatMap: seatMapFields,
        Order: orderFields,
        Shift: shiftFields,
        AuditEntry: auditEntryFields,
      },
    }),
  );
}
