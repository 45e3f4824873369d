import { makeExecutableSchema } from '@graphql-tools/schema';
import { GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { DateTimeISOResolver } from 'graphql-scalars';
import { schemaText } from './generated/schema-text.ts';
import { guardSchema } from './guard.ts';
import { auditEntryFields, auditQueries, seatStepFields } from './resolvers/audit.ts';
import { cinemaFields, cinemaQueries } from './resolvers/cinema.ts';
import { customerMutations, customerQueries } from './resolvers/customer.ts';
import { googleMutations, googleQueries } from './resolvers/google.ts';
import { holdMutations } from './resolvers/hold.ts';
import { orderFields, orderMutations, refundFields, orderQueries, orderSubscriptions } from './resolvers/order.ts';
import { orderReturnMutations } from './resolvers/order-returns.ts';
import { salesFiguresQueries } from './resolvers/sales-figures.ts';
import { seatBlockMutations } from './resolvers/seat-block.ts';
import { seatMapFields, seatMapQueries, seatMapSubscriptions } from './resolvers/seat-map.ts';
import {
  businessDayFields,
  shiftFields,
  shiftMutations,
  shiftQueries,
  shiftReportFields,
  takingsFields,
} from './resolvers/shift.ts';
import { priceListFields, showtimeFields, showtimeQueries, showtimeSubscriptions } from './resolvers/showtime.ts';
import { staffAccountFields, staffMutations, staffQueries } from './resolvers/staff.ts';
import { stationMutations, stationQueries } from './resolvers/station.ts';
import { systemMutations, systemQueries } from './resolvers/system.ts';
import { waitingEntryFields, waitingListMutations, waitingListQueries } from './resolvers/waiting-list.ts';
import type { MutationResolvers, QueryResolvers, SubscriptionResolvers } from './generated/resolvers.ts';

const query: QueryResolvers = {
  ...staffQueries,
  ...googleQueries,
  ...customerQueries,
  ...stationQueries,
  ...cinemaQueries,
  ...showtimeQueries,
  ...seatMapQueries,
  ...orderQueries,
  ...shiftQueries,
  ...waitingListQueries,
  ...auditQueries,
  ...systemQueries,
  ...salesFiguresQueries,
};

const mutation: MutationResolvers = {
  ...staffMutations,
  ...googleMutations,
  ...customerMutations,
  ...stationMutations,
  ...holdMutations,
  ...orderMutations,
  ...orderReturnMutations,
  ...shiftMutations,
  ...seatBlockMutations,
  ...waitingListMutations,
  ...systemMutations,
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
        Refund: refundFields,
        Shift: shiftFields,
        ShiftReport: shiftReportFields,
        Takings: takingsFields,
        WaitingEntry: waitingEntryFields,
        BusinessDay: businessDayFields,
        AuditEntry: auditEntryFields,
        SeatStep: seatStepFields,
        StaffAccount: staffAccountFields,
      },
    }),
  );
}
