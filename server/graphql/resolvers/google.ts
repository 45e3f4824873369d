import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';

export const googleQueries: Pick<QueryResolvers, 'googleSignIn'> = {
  googleSignIn: async (_root, _args, { services }) => (await services.googleSignIn.offer()) ?? null,
};

export const googleMutations: Pick<MutationResolvers, 'signInWithGoogle'> = {
  signInWithGoogle: (_root, { input }, { services }) =>
    services.googleSignIn.signIn({
      ...input,
      stationId: input.stationId ?? null,
      deviceKey: input.deviceKey ?? null,
      stationVersion: input.stationVersion ?? null,
    }),
};
