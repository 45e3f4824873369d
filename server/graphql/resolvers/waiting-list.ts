import { notFound } from '../../domain/failures.ts';
import type {
  MutationResolvers,
  QueryResolvers,
  ResolversTypes,
  WaitingEntryResolvers,
} from '../generated/resolvers.ts';
import { signedIn } from '../signed-in.ts';

export const waitingListQueries: Pick<QueryResolvers, 'waitingEntry' | 'waitingList'> = {
  waitingEntry: async (_root, { id, code = null }, context) =>
    (await context.services.waitingLists.find(signedIn(context), id, code)) ?? null,
  waitingList: (_root, { showtimeId }, { services }) => services.waitingLists.list(showtimeId),
};

export const waitingEntryFields: Pick<WaitingEntryResolvers, 'showtime' | 'partySize' | 'offer' | 'offeredUntil'> = {
  showtime: async ({ id, showtimeId }, _args, { services }) => {
    const showtime = await services.catalog.showtime(showtimeId);
    if (!showtime) throw new Error(`the waiting entry ${id} names a showtime that is missing`);
    return showtime;
  },
  partySize: ({ ticketTypes }) => ticketTypes.length,
  offer: ({ order }) => order,
  offeredUntil: ({ order }) => order?.paymentDueAt ?? null,
};

type WaitingListMutation = 'joinWaitingList' | 'leaveWaitingList' | 'acceptOffer' | 'declineOffer';

export const waitingListMutations: Pick<MutationResolvers, WaitingListMutation> = {
  joinWaitingList: async (_root, { input }, context): Promise<ResolversTypes['JoinWaitingListResult']> => {
    const { ticketTypes = null, contact: given, ...request } = input;
    const contact = { email: given.email, locale: given.locale ?? 'en' };
    const outcome = await context.services.waitingListEntrance.join(signedIn(context), {
      ...request,
      ticketTypes,
      contact,
    });
    return '__typename' in outcome ? outcome : { __typename: 'JoinedWaitingList', ...outcome };
  },
  leaveWaitingList: async (_root, { input }, context): Promise<ResolversTypes['LeaveWaitingListResult']> => {
    const { entryId, code = null } = input;
    const entry = await context.services.waitingLists.leave(signedIn(context), entryId, code);
    return entry ? { __typename: 'WaitingEntry', ...entry } : notFound('waiting entry', entryId);
  },
  acceptOffer: async (_root, { input }, context): Promise<ResolversTypes['AcceptOfferResult']> => {
    const outcome = await context.services.offers.accept(signedIn(context), input.code);
    return '__typename' in outcome ? outcome : { __typename: 'WaitingEntry', ...outcome };
  },
  declineOffer: async (_root, { input }, context): Promise<ResolversTypes['DeclineOfferResult']> => {
    const outcome = await context.services.offers.decline(signedIn(context), input.code);
    return '__typename' in outcome ? outcome : { __typename: 'WaitingEntry', ...outcome };
  },
};
