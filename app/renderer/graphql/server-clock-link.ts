import { ApolloLink } from '@apollo/client/link';
import { tap } from 'rxjs';
import { monotonicNow } from '../stores/monotonic-time.ts';
import { sampleClock, useServerClockStore } from '../stores/server-clock-store.ts';

/** As deep as `seatMap { state { serverTime } }` lies. */
const deepest = 3;

/** Learns the server's clock from every reply that carries a `serverTime`. */
export const serverClockLink = new ApolloLink((operation, forward) => {
  const sentAt = monotonicNow();
  return forward(operation).pipe(
    tap(({ data }) => {
      const serverTime = findServerTime(data, deepest);
      if (serverTime === undefined) return;
      useServerClockStore.getState().take(sampleClock(serverTime, sentAt, monotonicNow()));
    }),
  );
});

/** The first `serverTime` of a reply, ms since 1970. */
export function findServerTime(data: unknown, depth: number): number | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || depth < 0) return undefined;
  if ('serverTime' in data && typeof data.serverTime === 'string') return Date.parse(data.serverTime);
  for (const value of Object.values(data)) {
    const found = findServerTime(value, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
