import type { Config } from './config.ts';
import { createErrorFormatter } from './graphql/errors.ts';
import { trustedDocuments } from './graphql/generated/trusted-documents.ts';
import { createGraphQLRoute } from './graphql/http-route.ts';
import { KnownDocuments } from './graphql/known-documents.ts';
import { Admission } from './graphql/limits/admission.ts';
import { createSchema } from './graphql/schema.ts';
import { readTrustedDocuments } from './graphql/trusted-documents.ts';
import { serveSubscriptions } from './graphql/websocket.ts';
import { addEventGauges } from './http/event-gauges.ts';
import { healthRoute } from './http/health.ts';
import { closeServer, createHttpServer, listen } from './http/http-server.ts';
import { createMetrics, metricsRoute } from './http/metrics.ts';
import { paymentWebhookRoute } from './http/payment-webhook.ts';
import type { Logger } from './log.ts';
import type { Services } from './services/services.ts';

export interface ApiServer {
  readonly port: number;
  /** Ends subscriptions and requests under way in good order. */
  readonly stop: () => Promise<void>;
}

/** GraphQL over HTTP and WebSocket, health and metrics, on one port. Throws `PortTakenError`. */
export async function startApiServer(config: Config, services: Services, log: Logger): Promise<ApiServer> {
  const { allowsIntrospection, corsOrigins, proxies } = config;
  const schema = createSchema();
  const metrics = createMetrics();
  addEventGauges(metrics.registry, services.eventStatus);
  const graphql = {
    schema,
    services,
    documents: new KnownDocuments({
      schema,
      trusted: readTrustedDocuments(schema, trustedDocuments),
      requiresTrusted: config.requiresTrustedDocuments,
      allowsIntrospection,
    }),
    admission: new Admission(services.rateLimits, (code) => metrics.refusals.inc({ code })),
    formatError: createErrorFormatter(log, { hidesSchema: !allowsIntrospection }),
    allowsIntrospection,
    proxies,
  };
  const route = await createGraphQLRoute({ ...graphql, metrics });
  const routes = [
    ...route.routes,
    paymentWebhookRoute(services.paymentEvents, log),
    healthRoute(services.system),
    metricsRoute(metrics),
  ];
  const server = createHttpServer({ routes, corsOrigins, proxies, limits: services.rateLimits, log });
  const port = await listen(server, config.host, config.port);
  // Only on a server that listens: otherwise a port that is taken would be told a second time, by the sockets.
  const subscriptions = serveSubscriptions({ ...graphql, server, corsOrigins, log });
  return {
    port,
    stop: async () => {
      await subscriptions.stop();
      // Only then: a request on an open connection must not meet a GraphQL server that has stopped.
      await closeServer(server);
      await route.stop();
    },
  };
}
