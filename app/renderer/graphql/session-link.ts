import { ApolloLink } from '@apollo/client/link';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { from, mergeMap, throwError } from 'rxjs';
import { isUnauthenticated } from './failures.ts';
import type { SessionRefresher } from './session-refresher.ts';

declare module '@apollo/client' {
  interface DefaultContext {
    /** Sent without the session: signing in and refreshing. */
    anonymous?: boolean;
    headers?: Readonly<Record<string, string>>;
  }
}

/** Sends requests with the session, and once more after a refresh when the server no longer takes its token. */
export function createSessionLink(refresher: SessionRefresher): ApolloLink {
  const authorize = new SetContextLink(async (context) => {
    const token = context.anonymous ? undefined : await refresher.freshAccessToken();
    return token ? { headers: { ...context.headers, authorization: `Bearer ${token}` } } : {};
  });
  const retryRefreshed = new ErrorLink(({ error, operation, forward }) => {
    if (operation.getContext().anonymous || !isUnauthenticated(error)) return undefined;
    return from(refresher.refresh()).pipe(
      mergeMap((session) => {
        return session ? forward(operation) : throwError(() => error);
      }),
    );
  });
  return ApolloLink.from([retryRefreshed, authorize]);
}
