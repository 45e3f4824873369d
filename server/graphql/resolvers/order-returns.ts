import type { MutationResolvers, ResolversTypes } from '../generated/resolvers.ts';
import { answerOrder, tenderOf } from '../order-input.ts';
import { signedIn } from '../signed-in.ts';

type OrderReturnMutation = 'payOrder' | 'voidOrder' | 'refundOrder' | 'exchangeOrder' | 'cancelMyOrder';

/** What happens to orders that were placed before. */
export const orderReturnMutations: Pick<MutationResolvers, OrderReturnMutation> = {
  payOrder: async (_root, { input }, context): Promise<ResolversTypes['PayOrderResult']> => {
    const request = { ...input, tender: tenderOf(input.tender) };
    return answerOrder(await context.services.reservations.pay(signedIn(context), request));
  },
  voidOrder: async (_root, { input }, context): Promise<ResolversTypes['VoidOrderResult']> => {
    const request = { ...input, approval: input.approval ?? null };
    return answerOrder(await context.services.returns.void(signedIn(context), request));
  },
  refundOrder: async (_root, { input }, context): Promise<ResolversTypes['RefundOrderResult']> => {
    const request = { ...input, ticketIds: input.ticketIds ?? null, approval: input.approval ?? null };
    return answerOrder(await context.services.returns.refund(signedIn(context), request));
  },
  exchangeOrder: async (_root, { input }, context): Promise<ResolversTypes['ExchangeOrderResult']> => {
    const request = {
      ...input,
      ticketIds: input.ticketIds ?? null,
      tender: input.tender ? tenderOf(input.tender) : null,
      approval: input.approval ?? null,
    };
    return answerOrder(await context.services.exchanges.exchange(signedIn(context), request));
  },
  cancelMyOrder: async (_root, { input }, context): Promise<ResolversTypes['CancelMyOrderResult']> =>
    answerOrder(await context.services.ownOrders.cancel(signedIn(context), input)),
};
