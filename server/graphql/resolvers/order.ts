import { orderTransitions } from '#shared/domain/order-state.ts';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import type { PlaceOrderInput } from '../../services/order-service.ts';
import { eventStream } from '../event-stream.ts';
import type {
  MutationResolvers,
  OrderResolvers,
  QueryResolvers,
  ResolversTypes,
  SubscriptionResolvers,
} from '../generated/resolvers.ts';
import { pageRequest, presentPage } from '../page-request.ts';
import { signedIn } from '../signed-in.ts';

export const orderQueries: Pick<QueryResolvers, 'order' | 'orderByCode' | 'orders' | 'ticketVerificationKey'> = {
  order: async (_root, { id }, { services }) => (await services.orderQueries.find(id)) ?? null,
  orderByCode: async (_root, { code }, { services }) => (await services.orderQueries.findByCode(code)) ?? null,
  orders: async (_root, { filter, after, first }, { services }) => {
    const criteria = {
      ...(filter?.showtimeId && { showtimeId: asId<ShowtimeId>(filter.showtimeId) }),
      ...(filter?.states && { states: filter.states }),
      ...(filter?.code && { code: filter.code }),
      ...(filter?.placedFrom && { placedFrom: filter.placedFrom }),
      ...(filter?.placedBefore && { placedBefore: filter.placedBefore }),
    };
    return presentPage(await services.orderQueries.page(criteria, pageRequest(after, first)));
  },
  ticketVerificationKey: (_root, _args, { services }) => services.signer.publicKey,
};

type OrderField = 'nextStates' | 'showtime' | 'tender' | 'cashReceived' | 'changeDue' | 'placedBy' | 'station';

export const orderFields: Pick<OrderResolvers, OrderField> = {
  nextStates: ({ state }) => orderTransitions[state],
  showtime: async ({ id, showtimeId }, _args, { services }) => {
    const showtime = await services.catalog.showtime(showtimeId);
    if (!showtime) throw new Error(`the order ${id} names a showtime that is missing`);
    return showtime;
  },
  tender: ({ payment }) => payment.kind,
  cashReceived: ({ payment }) => (payment.kind === 'CASH' ? payment.received : null),
  changeDue: ({ payment }) => (payment.kind === 'CASH' ? payment.changeDue : null),
  placedBy: ({ placedBy }) => placedBy.name,
  station: ({ stationId }) => stationId,
};

export const orderMutations: Pick<MutationResolvers, 'placeOrder' | 'recordPrint'> = {
  placeOrder: async (_root, { input }, context) => {
    const { holdId, lines, tender, idempotencyKey } = input;
    const paid: PlaceOrderInput['tender'] = tender.cash ? { cashReceived: tender.cash.received } : 'CARD';
    const outcome = await context.services.orders.place(signedIn(context), {
      holdId,
      lines,
      tender: paid,
      idempotencyKey,
    });
    return 'order' in outcome ? { __typename: 'Order', ...outcome.order } : outcome.failure;
  },
  recordPrint: async (_root, { input }, context): Promise<ResolversTypes['RecordPrintResult']> => {
    const recorded = await context.services.prints.record(signedIn(context), {
      ...input,
      detail: input.detail ?? null,
    });
    return '__typename' in recorded ? recorded : { __typename: 'Order', ...recorded };
  },
};

export const orderSubscriptions: Pick<SubscriptionResolvers, 'orderChanged'> = {
  orderChanged: {
    subscribe: (_root, { orderId }, { services }) =>
      eventStream((listener) =>
        services.orderFeed.watch((changedId) => {
          if (changedId !== orderId) return;
          services.orderQueries
            .find(orderId)
            .then((order) => order && listener({ orderChanged: order }))
            .catch((error: unknown) => services.log.warn({ error, orderId }, 'a changed order could not be told'));
        }),
      ),
  },
};
