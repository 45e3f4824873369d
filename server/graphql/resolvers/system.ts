import type { MutationResolvers, QueryResolvers } from '../generated/resolvers.ts';
import { pageRequest } from '../page-request.ts';
import { signedIn } from '../signed-in.ts';

export const systemQueries: Pick<QueryResolvers, 'systemStatus' | 'deadLetters'> = {
  systemStatus: (_root, _args, { services }) => services.system.status(),
  deadLetters: (_root, { group, first }, { services }) =>
    services.deadLetters.list(group, pageRequest(undefined, first).first),
};

export const systemMutations: Pick<MutationResolvers, 'replayDeadLetters'> = {
  replayDeadLetters: (_root, { input }, context) =>
    context.services.deadLetters.replay(signedIn(context), input.group, input.eventIds ?? undefined),
};
