import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress } from '../http/client-address.ts';
import { sendJson, type Route } from '../http/http-server.ts';
import type { Metrics } from '../http/metrics.ts';
import type { Services } from '../services/services.ts';
import { bearerToken, createContext, type GraphQLContext } from './context.ts';
import type { FormatError } from './errors.ts';
import { readOperation } from './graphql-request.ts';
import type { KnownDocuments } from './known-documents.ts';
import type { Admission, Asker, Refusal } from './limits/admission.ts';
import { operationFacts } from './limits/operation-facts.ts';
import { operationMetrics } from './operation-metrics.ts';

interface Options {
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly documents: KnownDocuments;
  readonly admission: Admission;
  readonly metrics: Metrics;
  readonly formatError: FormatError;
  readonly allowsIntrospection: boolean;
  /** How many proxies of ours stand in front. */
  readonly proxies: number;
}

export interface GraphQLRoute {
  readonly routes: readonly Route[];
  readonly stop: () => Promise<void>;
}

/**
 * `POST /graphql`: Apollo Server on a plain `node:http` server, which it shares with the subscriptions. Operations go to
 * Apollo directly: its HTTP layer negotiates content types and delivery modes that this API doesn't have. It is only given
 * the hashes of documents that were found fit to run.
 */
export async function createGraphQLRoute(options: Options): Promise<GraphQLRoute> {
  const apollo = createApollo(options);
  await apollo.start();
  const { formatError } = options;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await answerTo(request, apollo, options);
    if ('refused' in answer) sendRefusal(response, answer.refused, formatError);
    else sendJson(response, answer.status, answer.result);
  };
  return { routes: [{ method: 'POST', path: '/graphql', handle }], stop: () => apollo.stop() };
}

function createApollo({ schema, documents, metrics, formatError, allowsIntrospection }: Options) {
  const store = <Value>(get: (hash: string) => Value | undefined) => ({
    // Apollo's keys end with the hash.
    get: async (key: string) => get(key.slice(-64)),
    set: async () => undefined,
    delete: async () => undefined,
  });
  return new ApolloServer<GraphQLContext>({
    schema,
    introspection: allowsIntrospection,
    includeStacktraceInErrorResponses: false,
    formatError,
    persistedQueries: { cache: store((hash) => documents.byHash(hash)?.text) },
    documentStore: store((hash) => documents.byHash(hash)?.document),
    // Cache hints are computed for every field otherwise; nothing of ours is cached by HTTP.
    plugins: [ApolloServerPluginCacheControlDisabled(), operationMetrics(metrics)],
    stopOnTerminationSignals: false,
  });
}

/** Every step is cheaper than the next one, and what it refuses doesn't get that far. */
async function answerTo(request: IncomingMessage, apollo: ApolloServer<GraphQLContext>, options: Options) {
  const { services, documents, admission, proxies } = options;
  const contextValue = await contextOrError(services, request);
  const isKnown = !(contextValue instanceof GraphQLError);
  const asker: Asker = { actor: isKnown ? contextValue.actor : null, address: clientAddress(request, proxies) };
  const refuse = (refused: Refusal): { readonly refused: Refusal } => {
    admission.refused(asker, refused);
    return { refused };
  };
  const early = await admission.count(asker);
  if (early) return { refused: [early] as const };
  if (!isKnown) return refuse([contextValue]);
  const operation = await readOperation(request);
  if (operation instanceof GraphQLError) return refuse([operation]);
  const found = documents.find(operation);
  if ('refused' in found) return refuse(found.refused);
  const { operationName, variables } = operation;
  const over = await admission.admit(asker, operationFacts(found.document, operationName));
  if (over) return { refused: [over] as const };
  const { body, http } = await apollo.executeOperation(
    {
      extensions: { persistedQuery: { version: 1, sha256Hash: found.hash } },
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables }),
    },
    { contextValue },
  );
  // The schema has no incremental delivery: every answer is a single one.
  if (body.kind !== 'single') throw new Error('an operation was answered in parts');
  return { status: http.status ?? 200, result: body.singleResult };
}

async function contextOrError(services: Services, request: IncomingMessage): Promise<GraphQLContext | GraphQLError> {
  try {
    return await createContext(services, bearerToken(request.headers.authorization));
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function sendRefusal(response: ServerResponse, errors: Refusal, formatError: FormatError): void {
  const { retryAfterSeconds, http } = errors[0].extensions as {
    readonly retryAfterSeconds?: number;
    readonly http?: { readonly status: number };
  };
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfterSeconds);
  const told = errors.map((error) => formatError(error.toJSON(), error));
  sendJson(response, http?.status ?? 200, { errors: told });
}
