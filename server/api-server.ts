import type { Server } from 'node:http';
import type { Config } from './config.ts';
import { createGraphQLRoute } from './graphql/http-route.ts';
import { createSchema } from './graphql/schema.ts';
import { serveSubscriptions } from './graphql/websocket.ts';
import { healthRoute } from './http/health.ts';
import { createHttpServer, listen } from './http/http-server.ts';
import { createMetrics, metricsRoute } from './http/metrics.ts';
import type { Logger } from './log.ts';
import type { Services } from './services/services.ts';

export interface ApiServer {
  readonly port: number;
  /** Ends subscriptions and requests under way in good order. */
  readonly stop: () => Promise<void>;
}

/** GraphQL over HTTP and WebSocket, health and metrics, on one port. Throws `PortTakenError`. */
export async function startApiServer(config: Config, services: Services, log: Logger): Promise<ApiServer> {
  const schema = createSchema();
  const metrics = createMetrics();
  const graphql = await createGraphQLRoute({
    schema,
    services,
    metrics,
    log,
    allowsIntrospection: config.allowsIntrospection,
  });
  const routes = [...graphql.routes, healthRoute(services.system), metricsRoute(metrics)];
  const server = createHttpServer({ routes, corsOrigins: config.corsOrigins, log });
  const port = await listen(server, config.host, config.port);
  // Only on a server that listens: otherwise a port that is taken would be told a second time, by the sockets.
  const subscriptions = serveSubscriptions({ server, schema, services, log });
  return {
    port,
    stop: async () => {
      await subscriptions.stop();
      const closed = closeServer(server);
      await graphql.stop();
      await closed;
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  await closed;
}
