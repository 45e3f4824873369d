import type { ApolloClient } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { describeFailure } from '../graphql/failures.ts';
import { useConnectionStore } from '../stores/connection-store.ts';

/** Asks again for everything on the screen when the connection comes back: changes were missed in between. */
export function useRefetchOnReconnect(): void {
  const client = useApolloClient();
  useEffect(
    () =>
      useConnectionStore.subscribe((now, before) => {
        if (now.generation !== before.generation && before.generation > 0) refetchActive(client);
      }),
    [client],
  );
}

/** Asks again for everything on the screen; what the server doesn't answer stays as it is. */
export function refetchActive(client: ApolloClient): void {
  client.refetchQueries({ include: 'active' }).catch((error: unknown) => {
    console.warn('a query could not be repeated', describeFailure(error));
  });
}
