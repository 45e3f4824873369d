import { ApolloClient, gql } from '@apollo/client';
import { InMemoryCache } from '@apollo/client/cache';
import { ApolloLink } from '@apollo/client/link';
import { of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Session } from '../stores/session-store.ts';
import { createSessionLink } from './session-link.ts';
import { createSessionRefresher } from './session-refresher.ts';

const me = gql`
  query Me {
    me
  }
`;

function session(name: string): Session {
  return {
    __typename: 'Session',
    accessToken: name,
    refreshToken: `refresh ${name}`,
    expiresAt: '2030-01-01T00:00:00.000Z',
    staff: { __typename: 'StaffMember', id: 'marta', name: 'Marta', role: 'CASHIER' },
  };
}

/** A client whose server takes only the tokens named, and trades `old` for `new`. */
function setUp(goodTokens: readonly string[], canRefresh = true) {
  let current: Session | undefined = session('old');
  const seen: (string | undefined)[] = [];
  let refreshes = 0;
  const refresher = createSessionRefresher({
    current: () => current,
    exchange: async () => {
      refreshes += 1;
      return canRefresh ? { kind: 'refreshed', session: session('new') } : { kind: 'refused' };
    },
    onRefreshed: (fresh) => (current = fresh),
    onRefused: () => (current = undefined),
    now: () => 0,
  });
  const server = new ApolloLink((operation) => {
    const authorization = operation.getContext().headers?.['authorization'];
    seen.push(authorization);
    const isGood = goodTokens.some((token) => authorization === `Bearer ${token}`);
    if (isGood) return of({ data: { me: 'marta' } });
    return of({ data: null, errors: [{ message: 'Sign in', extensions: { code: 'UNAUTHENTICATED' } }] });
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([createSessionLink(refresher), server]),
  });
  const ask = (anonymous = false) => client.query({ query: me, fetchPolicy: 'no-cache', context: { anonymous } });
  return { ask, seen, refreshes: () => refreshes, isSignedIn: () => current !== undefined };
}

describe('session link', () => {
  it('sends the access token', async () => {
    const { ask, seen } = setUp(['old']);
    await ask();
    expect(seen).toEqual(['Bearer old']);
  });

  it('refreshes once and sends the request again when the token is refused, however many ask', async () => {
    const { ask, seen, refreshes } = setUp(['new']);
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ data }) => data)).toEqual([{ me: 'marta' }, { me: 'marta' }]);
    expect(refreshes()).toBe(1);
    expect(seen.filter((token) => token === 'Bearer new').length).toBeGreaterThanOrEqual(1);
  });

  it('does not ask for ever when the new token is refused, too', async () => {
    const { ask, refreshes } = setUp([]);
    await expect(ask()).rejects.toThrow('Sign in');
    expect(refreshes()).toBe(1);
  });

  it('ends the session when it cannot be refreshed', async () => {
    const { ask, isSignedIn } = setUp(['new'], false);
    await expect(ask()).rejects.toThrow('Sign in');
    expect(isSignedIn()).toBe(false);
  });

  it('sends anonymous requests without the session, and never refreshes for them', async () => {
    const { ask, seen, refreshes } = setUp(['new']);
    await expect(ask(true)).rejects.toThrow('Sign in');
    expect(seen).toEqual([undefined]);
    expect(refreshes()).toBe(0);
  });
});
