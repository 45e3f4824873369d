import { useApolloClient, useMutation } from '@apollo/client/react';
import { useCallback } from 'react';
import { useBridge } from '../bridge/bridge-context.ts';
import { SignInWithPinDocument, type SignInWithPinInput } from '../graphql/generated/operations.ts';
import { forgetFormerSession } from '../stores/forget-former-session.ts';
import { useSessionStore } from '../stores/session-store.ts';
import { useStation } from '../stores/station-store.ts';

export type SignInOutcome =
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'wrongPin' }
  | { readonly kind: 'accountLocked'; readonly until: string }
  /** The PIN was right but is too old. */
  | { readonly kind: 'pinExpired' }
  /** The server doesn't know this station, or not by its key. */
  | { readonly kind: 'unknownStation' };

/** Begins a session by PIN, and keeps it for the next start. What another person saw is forgotten. */
export function useSignIn(): (input: Pick<SignInWithPinInput, 'username' | 'pin'>) => Promise<SignInOutcome> {
  const client = useApolloClient();
  const bridge = useBridge();
  const { stationId, version } = useStation();
  const [mutate] = useMutation(SignInWithPinDocument, { context: { anonymous: true }, fetchPolicy: 'no-cache' });
  return useCallback(
    async (credentials) => {
      const device = await bridge.invoke('device.load');
      // A paired station is known by its key alone.
      const station = device ?? { stationId };
      const input = { ...credentials, ...station, stationVersion: version };
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
        case 'PinExpiredError':
          return { kind: 'pinExpired' };
        case 'StationNotPairedError':
        case 'NotFoundError':
          return { kind: 'unknownStation' };
      }
    },
    [mutate, client, bridge, stationId, version],
  );
}
