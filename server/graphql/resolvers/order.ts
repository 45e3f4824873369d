import { orderTransitions } from '#shared/domain/order-state.ts';
import { asId, type ShowtimeId } from '#shared/domain/ids.ts';
import { amountDue } from '../../domain/order.ts';
import { eventStream } from '../event-stream.ts';
import type {
  MutationResolvers,
  OrderResolvers,
  QueryResolvers,
  RefundResolvers,
  ResolversTypes,
  SubscriptionResolvers,
} from '../generated/resolvers.ts';
import { answerOrder, contactOf, tenderOf } from '../order-input.ts';
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

type OrderField =
  | 'nextStates'
  | 'showtime'
  | 'tender'
  | 'cashReceived'
  | 'changeDue'
  | 'card'
  | 'declineReason'
  | 'amountDue'
  | 'refunds'
  | 'exchangedFrom'
  | 'placedBy'
  | 'station';

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
  card: ({ payment }) => (payment.kind === 'CARD' ? payment.card : null),
  declineReason: ({ payment }) => (payment.kind === 'CARD' || payment.kind === 'UNPAID' ? payment.declineReason : null),
  amountDue: (order) => amountDue(order),
  refunds: (order, _args, { services }) => services.orderQueries.refundsOf(order),
  exchangedFrom: ({ exchange }) => exchange?.fromOrderId ?? null,
  placedBy: ({ placedBy }) => placedBy.name,
  station: ({ stationId }) => stationId,
};

export const refundFields: Pick<RefundResolvers, 'amount'> = {
  amount: ({ fund }) => fund.amount,
};

type OrderMutation = 'placeOrder' | 'reserveSeats' | 'cancelOrder' | 'recordPrint';

export const orderMutations: Pick<MutationResolvers, OrderMutation> = {
  placeOrder: async (_root, { input }, context) => {
    const { holdId, lines, tender, contact, idempotencyKey } = input;
    const request = { holdId, lines, tender: tenderOf(tender), contact: contactOf(contact), idempotencyKey };
    return answerOrder(await context.services.orders.place(signedIn(context), request));
  },
  reserveSeats: async (_root, { input }, context): Promise<ResolversTypes['ReserveSeatsResult']> => {
    const { holdId, lines, contact, idempotencyKey } = input;
    const request = { holdId, lines, contact: contactOf(contact), idempotencyKey };
    return answerOrder(await context.services.orders.reserve(signedIn(context), request));
  },
  cancelOrder: async (_root, { input }, context) =>
    answerOrder(await context.services.pendingOrders.cancel(signedIn(context), input.orderId)),
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
