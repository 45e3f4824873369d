import { compose } from './compose.ts';
import { createGraphQLRoute } from './graphql/http-route.ts';
import { createSchema } from './graphql/schema.ts';
import { serveSubscriptions } from './graphql/websocket.ts';
import { healthRoute } from './http/health.ts';
import { createHttpServer, listen } from './http/http-server.ts';
import { createMetrics, metricsRoute } from './http/metrics.ts';
import { runProgram } from './program.ts';
import { assertTransitionsAreSound, orderTransitions } from '#shared/domain/order-state.ts';

/** The API: GraphQL over HTTP and WebSocket, health and metrics, on one port. */
await runProgram('api', async (config, log) => {
  assertTransitionsAreSound(orderTransitions);
  const { services, close } = await compose(config, log);
  const schema = createSchema();
  const metrics = createMetrics();
  const graphql = await createGraphQLRoute({ schema, services, metrics, log, isProduction: config.isProduction });
  const routes = [...graphql.routes, healthRoute(services.system), metricsRoute(metrics)];
  const server = createHttpServer({ routes, corsOrigins: config.corsOrigins, log });
  const subscriptions = serveSubscriptions({ server, schema, services, log });
  const port = await listen(server, config.host, config.port);
  log.info({ host: config.host, port }, 'the API answers');
  process.send?.({ kind: 'ready', port });
  return {
    async stop() {
      await subscriptions.stop();
      server.close();
      server.closeIdleConnections();
      await graphql.stop();
      await close();
    },
  };
});
