import type { MutationResolvers } from '../generated/resolvers.ts';
import { signedIn } from '../signed-in.ts';

export const seatBlockMutations: Pick<MutationResolvers, 'blockSeats' | 'unblockSeats'> = {
  blockSeats: (_root, { input }, context) => context.services.blocks.block(signedIn(context), input),
  unblockSeats: (_root, { input }, context) => context.services.blocks.unblock(signedIn(context), input),
};
