import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { startApiServer } from '../api-server.ts';
import { createLog } from '../log.ts';
import type { TestBoxOffice } from './box-office.ts';
import { fixturePin } from './fixture-cinema.ts';

interface GraphQLAnswer<Data> {
  readonly status: number;
  readonly data?: Data;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> }[];
}

/** The API of a box office on a free port, and ways to call it as a client would. */
export interface TestApi extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  post<Data>(
    query: string,
    variables?: Readonly<Record<string, unknown>>,
    token?: string,
  ): Promise<GraphQLAnswer<Data>>;
  /** An access token of the fixture's person with this username. */
  signIn(username: string): Promise<string>;
  /** A client for subscriptions. */
  socket(token?: string): Client;
}

export async function openApi(office: TestBoxOffice): Promise<TestApi> {
  const { port, stop } = await startApiServer(
    { ...office.config, port: 0 },
    office.services,
    createLog('test', 'silent'),
  );
  const url = `http://127.0.0.1:${port}/graphql`;
  const sockets: Client[] = [];
  const api: TestApi = {
    port,
    url,
    async post(query, variables = {}, token) {
      const headers = {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return { status: response.status, ...((await response.json()) as object) };
    },
    async signIn(username) {
      const answer = await api.post<{ signInWithPin: { accessToken: string } }>(
        `mutation ($input: SignInWithPinInput!) { signInWithPin(input: $input) { ... on Session { accessToken } } }`,
        { input: { username, pin: fixturePin } },
      );
      if (!answer.data) throw new Error(`could not sign in: ${JSON.stringify(answer.errors)}`);
      return answer.data.signInWithPin.accessToken;
    },
    socket(token) {
      const connectionParams = token === undefined ? {} : { accessToken: token };
      const client = createClient({
        url: `ws://127.0.0.1:${port}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams,
        retryAttempts: 0,
      });
      sockets.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) await socket.dispose();
      await stop();
    },
  };
  return api;
}
