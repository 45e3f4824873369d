import type { QueryResolvers } from '../generated/resolvers.ts';

export const systemQueries: Pick<QueryResolvers, 'systemStatus'> = {
  systemStatus: (_root, _args, { services }) => services.system.status(),
};
