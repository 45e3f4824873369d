import { ApolloServer, type GraphQLRequest } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
  readonly allowsIntrospection: boolean;
}

export interface GraphQLRoute {
  readonly routes: readonly Route[];
  readonly stop: () => Promise<void>;
}

/**
 * `POST /graphql`: Apollo Server on a plain `node:http` server, which it shares with the subscriptions. Operations go to
 * Apollo directly: its HTTP layer negotiates content types and delivery modes that this API doesn't have. What guards
 * against foreign pages stands here: only JSON, which a form can't send.
 */
export async function createGraphQLRoute({
  schema,
  services,
  metrics,
  log,
  allowsIntrospection,
}: Options): Promise<GraphQLRoute> {
  const apollo = new ApolloServer<GraphQLContext>({
    schema,
    introspection: allowsIntrospection,
    includeStacktraceInErrorResponses: false,
    formatError: createErrorFormatter(log),
    // Cache hints are computed for every field otherwise; nothing of ours is cached by HTTP.
    plugins: [ApolloServerPluginCacheControlDisabled(), operationMetrics(metrics)],
    stopOnTerminationSignals: false,
  });
  await apollo.start();

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = await readRequest(request);
    if (incoming.kind === 'refused') {
      sendErrors(
        response,
        incoming.status,
        new GraphQLError(incoming.message, { extensions: { code: 'BAD_REQUEST' } }),
      );
      return;
    }
    const contextValue = await contextOrError(services, request);
    if (contextValue instanceof GraphQLError) {
      sendErrors(response, 401, contextValue);
      return;
    }
    const { body, http } = await apollo.executeOperation(incoming.request, { contextValue });
    // The schema has no incremental delivery: every answer is a single one.
    if (body.kind !== 'single') throw new Error('an operation was answered in parts');
    sendJson(response, http.status ?? 200, body.singleResult);
  };
  return { routes: [{ method: 'POST', path: '/graphql', handle }], stop: () => apollo.stop() };
}

type Incoming =
  | { readonly kind: 'request'; readonly request: GraphQLRequest }
  | { readonly kind: 'refused'; readonly status: number; readonly message: string };

async function readRequest(request: IncomingMessage): Promise<Incoming> {
  if (!request.headers['content-type']?.startsWith('application/json')) {
    return { kind: 'refused', status: 415, message: 'Send operations as application/json.' };
  }
  const body = await readBody(request);
  if (body.kind === 'too-large') return { kind: 'refused', status: 413, message: 'The request is too large.' };
  const parsed = parseJson(body.text);
  if (!isGraphQLRequest(parsed)) {
    return {
      kind: 'refused',
      status: 400,
      message: 'A request is a JSON object with a query, and variables if it has any.',
    };
  }
  const { query, operationName, variables } = parsed;
  return {
    kind: 'request',
    request: { query, ...(operationName && { operationName }), ...(variables && { variables }) },
  };
}

interface IncomingOperation {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

/** Three fields, looked at by hand because every operation passes here; what is in them GraphQL itself checks. */
function isGraphQLRequest(value: unknown): value is IncomingOperation {
  if (typeof value !== 'object' || value === null || !('query' in value) || typeof value.query !== 'string')
    return false;
  const { operationName, variables } = value as { readonly operationName?: unknown; readonly variables?: unknown };
  const hasName = operationName === undefined || operationName === null || typeof operationName === 'string';
  return hasName && (variables === undefined || (typeof variables === 'object' && !Array.isArray(variables)));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function contextOrError(services: Services, request: IncomingMessage): Promise<GraphQLContext | GraphQLError> {
  try {
    return await createContext(services, bearerToken(request.headers.authorization));
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function sendErrors(response: ServerResponse, status: number, error: GraphQLError): void {
  sendJson(response, status, { errors: [error.toJSON()] });
}
