import type { Server } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { WebSocketServer } from 'ws';
import type { Logger } from '../log.ts';
import type { Services } from '../services/services.ts';
import { createContext, type GraphQLContext } from './context.ts';
import { createErrorFormatter } from './errors.ts';
import { KnownDocuments } from './known-documents.ts';
import { SharedSubscriptions } from './shared-subscriptions.ts';

interface Options {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly log: Logger;
}

/** Far above any honest message; a larger one ends its socket. */
const maximumPayloadBytes = 64 * 1_024;

/** What close code 4403 is for in the graphql-transport-ws protocol. */
const forbidden = 4403;

/** `/graphql` over WebSocket: the protocol `graphql-transport-ws`, with `accessToken` in the connection-init payload. */
export function serveSubscriptions({ server, schema, services, log }: Options): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    // Compressing small messages for every subscriber costs more than it saves.
    perMessageDeflate: false,
    maxPayload: maximumPayloadBytes,
  });
  const formatError = createErrorFormatter(log);
  const documents = new KnownDocuments();
  const subscriptions = new SharedSubscriptions();
  const contexts = new WeakMap<object, GraphQLContext>();
  const disposable = useServer<{ readonly accessToken?: unknown }>(
    {
      schema,
      parse: (source) => documents.parse(typeof source === 'string' ? source : source.body),
      validate: (_schema, document) => documents.validate(schema, document),
      subscribe: (args) => subscriptions.subscribe(args),
      connectionInitWaitTimeout: 5_000,
      async onConnect({ connectionParams, extra }) {
        const token = connectionParams?.accessToken;
        try {
          contexts.set(extra, await createContext(services, typeof token === 'string' ? token : undefined));
          return true;
        } catch (error) {
          if (!(error instanceof GraphQLError)) throw error;
          extra.socket.close(forbidden, error.message);
          return false;
        }
      },
      context: ({ extra }) => contexts.get(extra),
      onError: (_context, _id, _payload, errors) => errors.map((error) => formatError(error.toJSON(), error)),
    },
    sockets,
  );
  return { stop: async () => disposable.dispose() };
}
