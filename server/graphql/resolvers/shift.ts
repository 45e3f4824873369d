import type { MutationResolvers, QueryResolvers, ShiftResolvers } from '../generated/resolvers.ts';
import { signedIn } from '../signed-in.ts';

export const shiftQueries: Pick<QueryResolvers, 'currentShift'> = {
  currentShift: async (_root, _args, context) => (await context.services.shifts.current(signedIn(context))) ?? null,
};

export const shiftFields: Pick<ShiftResolvers, 'openedBy' | 'station' | 'expected'> = {
  openedBy: ({ staffName }) => staffName,
  station: ({ stationId }) => stationId,
  expected: (shift, _args, { services }) => services.shifts.expected(shift),
};

export const shiftMutations: Pick<MutationResolvers, 'openShift'> = {
  openShift: async (_root, { input }, context) => {
    const outcome = await context.services.shifts.open(signedIn(context), input.openingFloat);
    return '__typename' in outcome ? outcome : { __typename: 'Shift', ...outcome };
  },
};
