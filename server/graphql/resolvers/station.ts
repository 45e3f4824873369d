import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';
import { signedIn } from '../signed-in.ts';

export const stationQueries: Pick<QueryResolvers, 'stations'> = {
  stations: (_root, _args, { services }) => services.stations.all(),
};

type StationMutation = 'createPairingCode' | 'pairStation' | 'signInStation' | 'revokeStation';

export const stationMutations: Pick<MutationResolvers, StationMutation> = {
  createPairingCode: (_root, { input }, context) =>
    context.services.stations.createCode(signedIn(context), { ...input, stationId: input.stationId ?? null }),
  pairStation: (_root, { input }, { services }) => services.stations.pair(input),
  signInStation: (_root, { input }, { services }) =>
    services.stations.signIn({ deviceKey: input.deviceKey, version: input.version ?? null }),
  revokeStation: async (_root, { input }, context) => {
    const outcome = await context.services.stations.revoke(signedIn(context), input.stationId);
    return '__typename' in outcome ? outcome : { __typename: 'Station', ...outcome };
  },
};
