import type { MutationResolvers } from '../generated/resolvers.ts';
import { signedIn } from '../signed-in.ts';

type HoldMutation = 'holdSeats' | 'holdBestSeats' | 'changeHold' | 'extendHold' | 'releaseHold';

export const holdMutations: Pick<MutationResolvers, HoldMutation> = {
  holdSeats: (_root, { input }, context) => context.services.holds.hold(signedIn(context), input),
  holdBestSeats: (_root, { input }, context) =>
    context.services.holds.holdBest(signedIn(context), { ...input, wheelchair: input.wheelchair ?? false }),
  changeHold: (_root, { input }, { services }) =>
    services.holds.change({ ...input, add: input.add ?? [], remove: input.remove ?? [] }),
  extendHold: (_root, { input }, { services }) => services.holds.extend(input.holdId),
  releaseHold: (_root, { input }, { services }) => services.holds.release(input.holdId),
};
