import { useApolloClient } from '@apollo/client/react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { SeatMapState } from '#shared/domain/seat-map.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import { describeFailure } from '../graphql/failures.ts';
import { SeatMapChangedDocument } from '../graphql/generated/operations.ts';
import { subscribeLasting } from '../graphql/lasting-subscription.ts';
import { createLiveSeatMap } from '../graphql/live-seat-map.ts';
import { fetchSeatMap } from '../graphql/seat-layouts.ts';
import { useConnectionStore } from '../stores/connection-store.ts';
import { untilRetry } from './wait.ts';

/**
 * The server begins to tell changes a moment after it was asked to, and says nothing when it does. A second snapshot
 * after this time (ms) covers what fell into that moment.
 */
const subscriptionLag = 1_000;

/**
 * Follows the seats of a showtime for as long as the component is shown: subscribes first, then fetches, and fetches
 * again after every interruption. `onState` gets every state with the plan; the reply tells whether there is one yet.
 */
export function useLiveSeatMap(
  showtimeId: string,
  onState: (layout: SeatLayout, state: SeatMapState) => void,
): 'loading' | 'live' | 'failed' {
  const client = useApolloClient();
  const [status, setStatus] = useState<'loading' | 'live' | 'failed'>('loading');
  const paint = useEffectEvent(onState);

  useEffect(() => {
    let layout: SeatLayout | undefined;
    let failures = 0;
    const map = createLiveSeatMap({
      async fetchSnapshot() {
        const snapshot = await fetchSeatMap(client, showtimeId);
        layout = snapshot.layout;
        failures = 0;
        return snapshot.state;
      },
      onState(state) {
        if (layout) paint(layout, state);
        setStatus('live');
      },
      onFailure(error) {
        console.warn('the seat map could not be fetched', describeFailure(error));
        setStatus((before) => (before === 'live' ? before : 'failed'));
        failures += 1;
        void untilRetry(failures).then(map.refresh);
      },
    });
    let lag: ReturnType<typeof setTimeout> | undefined;
    function begin() {
      map.refresh();
      clearTimeout(lag);
      lag = setTimeout(map.refresh, subscriptionLag);
    }
    const unsubscribe = subscribeLasting({
      open: () =>
        client.subscribe({ query: SeatMapChangedDocument, variables: { showtimeId }, fetchPolicy: 'no-cache' }),
      onData: ({ seatMapChanged }) => map.receive(seatMapChanged),
      onRestart: begin,
    });
    begin();
    const stopFollowing = useConnectionStore.subscribe((now, before) => {
      if (now.generation !== before.generation) begin();
    });
    return () => {
      clearTimeout(lag);
      map.stop();
      unsubscribe();
      stopFollowing();
    };
  }, [client, showtimeId]);

  return status;
}
