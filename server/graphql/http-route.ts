import { ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { sendJson, type Route } from '../http/http-server.ts';
import type { Metrics } from '../http/metrics.ts';
import { readBody } from '../http/request-body.ts';
import type { Logger } from '../log.ts';
import type { Services } from '../services/services.ts';
import { bearerToken, createContext, type GraphQLContext } from './context.ts';
import { createErrorFormatter } from './errors.ts';
import { operationMetrics } from './operation-metrics.ts';

interface Options {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly isProduction: boolean;
}

export interface GraphQLRoute {
  readonly routes: readonly Route[];
  stop(): Promise<void>;
}

/** `/graphql` over HTTP: Apollo Server on a plain `node:http` server, which it shares with the subscriptions. */
export async function createGraphQLRoute({ schema, services, metrics, log, isProduction }: Options): Promise<GraphQLRoute> {
  const apollo = new ApolloServer<GraphQLContext>({
    schema,
    introspection: !isProduction,
    includeStacktraceInErrorResponses: false,
    formatError: createErrorFormatter(log),
    // Cache hints are computed for every field otherwise; nothing of ours is cached by HTTP.
    plugins: [ApolloServerPluginCacheControlDisabled(), operationMetrics(metrics)],
    stopOnTerminationSignals: false,
  });
  await apollo.start();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = await toApolloRequest(request);
    if (incoming.kind !== 'request') {
      sendJson(response, incoming.status, { errors: [{ message: incoming.message, extensions: { code: 'BAD_REQUEST' } }] });
      return;
    }
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: incoming.request,
      context: () => createContext(services, bearerToken(request.headers.authorization)),
    });
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.statusCode = answer.status ?? 200;
    // Incremental delivery is never produced by this schema; the other kind is the complete answer.
    response.end(answer.body.kind === 'complete' ? answer.body.string : '');
  };

  return {
    routes: [
      { method: 'POST', path: '/graphql', handle },
      { method: 'GET', path: '/graphql', handle },
    ],
    stop: () => apollo.stop(),
  };
}

type Incoming =
  | { readonly kind: 'request'; readonly request: HTTPGraphQLRequest }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

async function toApolloRequest(request: IncomingMessage): Promise<Incoming> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = request.method ?? 'GET';
  const search = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  if (method !== 'POST') return { kind: 'request', request: { method, headers, search, body: null } };
  const body = await readBody(request);
  if (body.kind === 'too-large') return { kind: 'refused', status: 413, message: 'The request is too large.' };
  const parsed = parseJson(body.text);
  if (parsed === undefined) return { kind: 'refused', status: 400, message: 'The request body is not JSON.' };
  return { kind: 'request', request: { method, headers, search, body: parsed } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
