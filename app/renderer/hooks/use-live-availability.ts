import { useApolloClient } from '@apollo/client/react';
import { useEffect } from 'react';
import { ShowtimesChangedDocument } from '../graphql/generated/operations.ts';
import { subscribeLasting } from '../graphql/lasting-subscription.ts';
import { useCinema } from './cinema-context.ts';
import { refetchActive } from './use-refetch-on-reconnect.ts';

/**
 * Keeps the numbers of free seats in the cache live for as long as somebody is signed in, and with them the connection,
 * so that every screen knows whether the server is there.
 */
export function useLiveAvailability(): void {
  const client = useApolloClient();
  const { id: cinemaId } = useCinema();
  useEffect(
    () =>
      subscribeLasting({
        open: () => client.subscribe({ query: ShowtimesChangedDocument, variables: { cinemaId } }),
        // The cache takes it by the showtime's id.
        onData: () => undefined,
        onRestart: () => refetchActive(client),
      }),
    [client, cinemaId],
  );
}
