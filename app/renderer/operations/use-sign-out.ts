import { useApolloClient, useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { useBridge } from '../bridge/bridge-context.ts';
import { describeFailure } from '../graphql/failures.ts';
import { SignOutDocument } from '../graphql/generated/operations.ts';
import { forgetFormerSession } from '../stores/forget-former-session.ts';
import { currentSession, useSessionStore } from '../stores/session-store.ts';

/** Ends the session here at once, and at the server if it answers; there it would run out by itself. */
export function useSignOut(): () => Promise<void> {
  const client = useApolloClient();
  const bridge = useBridge();
  const [mutate] = useMutation(SignOutDocument, { fetchPolicy: 'no-cache' });
  return useCallback(async () => {
    const session = currentSession();
    if (!session) return;
    const told = mutate({
      variables: { input: { refreshToken: session.refreshToken } },
      context: { headers: { authorization: `Bearer ${session.accessToken}` } },
    });
    useSessionStore.getState().end('signedOut');
    await bridge.invoke('session.clear');
    try {
      await told;
    } catch (error) {
      console.warn('the server was not told of the sign-out', describeFailure(error));
    }
    await forgetFormerSession(client);
  }, [mutate, client, bridge]);
}
