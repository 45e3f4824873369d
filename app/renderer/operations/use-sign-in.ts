import { useApolloClient, useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { useBridge } from '../bridge/bridge-context.ts';
import { SignInWithPinDocument, type SignInWithPinInput } from '../graphql/generated/operations.ts';
import { forgetFormerSession } from '../stores/forget-former-session.ts';
import { useSessionStore } from '../stores/session-store.ts';

export type SignInOutcome =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'wrongPin' }
  | { readonly kind: 'accountLocked'; readonly until: string }
  /** The server doesn't know this station. */
  | { readonly kind: 'unknownStation' };

/** Begins a session by PIN, and keeps it for the next start. What another person saw is forgotten. */
export function useSignIn(): (input: SignInWithPinInput) => Promise<SignInOutcome> {
  const client = useApolloClient();
  const bridge = useBridge();
  const [mutate] = useMutation(SignInWithPinDocument, { context: { anonymous: true }, fetchPolicy: 'no-cache' });
  return useCallback(
    async (input) => {
      const result = (await mutate({ variables: { input } })).data?.signInWithPin;
      if (!result) throw new Error('the server replied without a result');
      switch (result.__typename) {
        case 'Session':
          if (useSessionStore.getState().lastStaffId !== result.staff.id) await forgetFormerSession(client);
          useSessionStore.getState().signIn(result);
          await bridge.invoke('session.store', { refreshToken: result.refreshToken });
          return { kind: 'signedIn' };
        case 'InvalidCredentialsError':
          return { kind: 'wrongPin' };
        case 'AccountLockedError':
          return { kind: 'accountLocked', until: result.until };
        case 'NotFoundError':
          return { kind: 'unknownStation' };
      }
    },
    [mutate, client, bridge],
  );
}
