import { ApolloClient } from '@apollo/client';
import { ApolloLink } from '@apollo/client/link';
import { HttpLink } from '@apollo/client/link/http';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import type { Client as LiveSocket } from 'graphql-ws';
import { currentSession, useSessionStore, type Session } from '../stores/session-store.ts';
import { serverNow } from '../stores/server-clock-store.ts';
import { createCache } from './cache.ts';
import { createDocumentIdLink } from './document-id-link.ts';
import { RefreshSessionDocument } from './generated/operations.ts';
import { createLiveSocket } from './live-socket.ts';
import { createPatienceLink } from './patience-link.ts';
import { serverClockLink } from './server-clock-link.ts';
import { createSessionLink } from './session-link.ts';
import { createSessionRefresher, type RefreshOutcome, type SessionRefresher } from './session-refresher.ts';

/** A request that takes longer than this (ms) counts as lost. */
const requestTimeout = 10_000;

export interface GraphqlEndpoints {
  readonly apiUrl: string;
  readonly wsUrl: string;
}

export interface GraphqlClientOptions extends GraphqlEndpoints {
  /** Called with every new session, so that it survives a restart. */
  readonly onSession: (session: Session) => void;
  readonly onSessionEnded: () => void;
}

/** The client of one server: requests over HTTP, subscriptions over one WebSocket. */
export function createGraphqlClient(options: GraphqlClientOptions): ApolloClient {
  const refresher = createRefresher(options, (refreshToken) => exchangeRefreshToken(client, refreshToken));
  const socket = createLiveSocket(options.wsUrl, refresher, () => currentSession()?.accessToken);
  const client = new ApolloClient({
    cache: createCache(),
    link: createLink(options, refresher, socket),
    defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network' } },
  });
  return client;
}

function createRefresher(
  { onSession, onSessionEnded }: GraphqlClientOptions,
  exchange: (refreshToken: string) => Promise<RefreshOutcome>,
): SessionRefresher {
  return createSessionRefresher({
    current: currentSession,
    exchange,
    onRefreshed: (session) => {
      useSessionStore.getState().renew(session);
      onSession(session);
    },
    onRefused: () => {
      useSessionStore.getState().end('expired');
      onSessionEnded();
    },
    now: serverNow,
  });
}

function createLink({ apiUrl }: GraphqlEndpoints, refresher: SessionRefresher, socket: LiveSocket): ApolloLink {
  const requests = ApolloLink.from([
    createPatienceLink(),
    createSessionLink(refresher),
    serverClockLink,
    new HttpLink({ uri: apiUrl, fetch: fetchInTime }),
  ]);
  const isSubscription = ({ operationType }: ApolloLink.Operation) => operationType === OperationTypeNode.SUBSCRIPTION;
  const transport = ApolloLink.split(isSubscription, new GraphQLWsLink(socket), requests);
  return ApolloLink.from([createDocumentIdLink(), transport]);
}

const fetchInTime: typeof fetch = (input, init) => {
  const inTime = AbortSignal.timeout(requestTimeout);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, inTime]) : inTime });
};

/** Trades a refresh token for a session. Rejects when the server is away. */
export async function exchangeRefreshToken(client: ApolloClient, refreshToken: string): Promise<RefreshOutcome> {
  const { data } = await client.mutate({
    mutation: RefreshSessionDocument,
    variables: { input: { refreshToken } },
    context: { anonymous: true },
    fetchPolicy: 'no-cache',
  });
  if (data?.refreshSession.__typename === 'Session') return { kind: 'refreshed', session: data.refreshSession };
  return { kind: 'refused' };
}
