import type { Session } from '../stores/session-store.ts';

export type RefreshOutcome =
  | { readonly kind: 'refreshed'; readonly session: Session }
  /** The refresh token is not good any more: somebody has to sign in. */
  | { readonly kind: 'refused' };

/** A token that expires sooner than this (ms) is refreshed before it is used. */
const margin = 15_000;

export interface SessionRefresher {
  /** Trades the refresh token for a new session, once for all who ask at the same time. Rejects when the server is away. */
  refresh(): Promise<Session | undefined>;
  /** An access token that is good for a while yet; undefined when nobody is signed in. */
  freshAccessToken(): Promise<string | undefined>;
}

interface SessionRefresherOptions {
  readonly current: () => Session | undefined;
  readonly exchange: (refreshToken: string) => Promise<RefreshOutcome>;
  readonly onRefreshed: (session: Session) => void;
  readonly onRefused: () => void;
  /** ms since 1970, by the clock that `expiresAt` is meant by. */
  readonly now: () => number;
}

/** Keeps the session fresh. Refresh tokens are good once, so two exchanges at a time would end the session. */
export function createSessionRefresher(options: SessionRefresherOptions): SessionRefresher {
  let underWay: Promise<Session | undefined> | undefined;

  async function exchange(): Promise<Session | undefined> {
    const session = options.current();
    if (!session) return undefined;
    const outcome = await options.exchange(session.refreshToken);
    if (outcome.kind === 'refreshed') {
      options.onRefreshed(outcome.session);
      return outcome.session;
    }
    options.onRefused();
    return undefined;
  }

  function refresh(): Promise<Session | undefined> {
    underWay ??= exchange().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    refresh,
    async freshAccessToken() {
      const session = options.current();
      if (!session) return undefined;
      if (Date.parse(session.expiresAt) - options.now() > margin) return session.accessToken;
      return (await refresh())?.accessToken;
    },
  };
}
