import { asId, type StaffId } from '#shared/domain/ids.ts';
import type { Staff } from '../../domain/staff.ts';
import type { MutationResolvers, QueryResolvers, StaffAccountResolvers } from '../generated/resolvers.ts';
import { signedIn } from '../signed-in.ts';

type StaffQuery = 'me' | 'signInChoices' | 'staffAccounts' | 'setUpRequired';

export const staffQueries: Pick<QueryResolvers, StaffQuery> = {
  me: (_root, _args, { actor }) => actor && { id: actor.staffId, name: actor.name, role: actor.role },
  signInChoices: (_root, _args, { services }) => services.signIn.choices(),
  staffAccounts: (_root, _args, { services }) => services.staff.all(),
  setUpRequired: (_root, _args, { services }) => services.firstAdministrator.isMissing(),
};

export const staffAccountFields: Pick<StaffAccountResolvers, 'hasPin'> = {
  hasPin: ({ pinHash }) => pinHash !== null,
};

type SessionMutation = 'signInWithPin' | 'changePin' | 'refreshSession' | 'signOut' | 'signOutElsewhere';

const sessionMutations: Pick<MutationResolvers, SessionMutation> = {
  signInWithPin: (_root, { input }, { services }) =>
    services.signIn.signInWithPin({
      username: input.username,
      pin: input.pin,
      stationId: input.stationId ?? null,
      deviceKey: input.deviceKey ?? null,
      stationVersion: input.stationVersion ?? null,
    }),
  changePin: (_root, { input }, { services }) => services.signIn.changePin(input),
  refreshSession: (_root, { input }, { services }) => services.sessions.refresh(input.refreshToken),
  signOut: (_root, { input }, { services }) => services.sessions.signOut(input.refreshToken),
  signOutElsewhere: (_root, { input }, { services }) => services.sessions.signOutElsewhere(input.refreshToken),
};

type OfficeMutation = 'setUpFirstAdministrator' | 'putStaff' | 'disableStaff' | 'enableStaff' | 'revokeSessions';

const officeMutations: Pick<MutationResolvers, OfficeMutation> = {
  setUpFirstAdministrator: async (_root, { input }, { services }) =>
    asStaffAccount(await services.firstAdministrator.setUp(input)),
  putStaff: async (_root, { input }, context) =>
    asStaffAccount(
      await context.services.staff.put(signedIn(context), {
        ...input,
        id: input.id ?? null,
        email: input.email ?? null,
        pin: input.pin ?? null,
      }),
    ),
  disableStaff: async (_root, { input }, context) =>
    asStaffAccount(await context.services.staff.disable(signedIn(context), input.staffId)),
  enableStaff: async (_root, { input }, context) =>
    asStaffAccount(await context.services.staff.enable(signedIn(context), input.staffId)),
  revokeSessions: (_root, { input }, context) =>
    context.services.sessionRevocation.revokeOf(signedIn(context), asId<StaffId>(input.staffId)),
};

export const staffMutations = { ...sessionMutations, ...officeMutations };

/** A person under the name of their type, a failure as it is. */
function asStaffAccount<Failure extends { readonly __typename: string }>(outcome: Staff | Failure) {
  return isFailure(outcome) ? outcome : { __typename: 'StaffAccount' as const, ...outcome };
}

function isFailure<Failure extends object>(outcome: Staff | Failure): outcome is Failure {
  return '__typename' in outcome;
}
