import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';
import { pageRequest, presentPage } from '../page-request.ts';
import { signedIn } from '../signed-in.ts';

export const customerQueries: Pick<QueryResolvers, 'myOrders'> = {
  myOrders: async (_root, { after, first }, context) => {
    const placedBy = signedIn(context).staffId;
    return presentPage(await context.services.orderQueries.page({ placedBy }, pageRequest(after, first)));
  },
};

export const customerMutations: Pick<MutationResolvers, 'registerCustomer' | 'signInWithPassword'> = {
  registerCustomer: (_root, { input }, { services }) => services.customers.register(input),
  signInWithPassword: (_root, { input }, { services }) => services.customers.signInWithPassword(input),
};
