import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';

export const staffQueries: Pick<QueryResolvers, 'me' | 'signInChoices'> = {
  me: (_root, _args, { actor }) => actor && { id: actor.staffId, name: actor.name, role: actor.role },
  signInChoices: (_root, _args, { services }) => services.signIn.choices(),
};

export const staffMutations: Pick<MutationResolvers, 'signInWithPin' | 'refreshSession' | 'signOut'> = {
  signInWithPin: (_root, { input }, { services }) =>
    services.signIn.signInWithPin({ username: input.username, pin: input.pin, stationId: input.stationId ?? null }),
  refreshSession: (_root, { input }, { services }) => services.signIn.refresh(input.refreshToken),
  signOut: (_root, { input }, { services }) => services.signIn.signOut(input.refreshToken),
};
