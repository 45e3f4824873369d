import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Route } from './http-server.ts';

/** The numbers that an operator watches, in Prometheus' text format. */
export interface Metrics {
  readonly registry: Registry;
  /** Seconds that operations took, by operation name and outcome. */
  readonly operationSeconds: Histogram<'operation' | 'outcome'>;
  readonly subscriptionEvents: Counter<'field'>;
  /** Requests that were refused before they ran, by the code of the error. */
  readonly refusals: Counter<'code'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'foyer_' });
  return {
    registry,
    operationSeconds: new Histogram({
      name: 'foyer_operation_seconds',
      help: 'Time from an operation to its answer.',
      labelNames: ['operation', 'outcome'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers: [registry],
    }),
    subscriptionEvents: new Counter({
      name: 'foyer_subscription_events_total',
      help: 'Live events handed to subscribers.',
      labelNames: ['field'],
      registers: [registry],
    }),
    refusals: new Counter({
      name: 'foyer_refused_requests_total',
      help: 'GraphQL requests that were refused before they ran, over HTTP or WebSocket.',
      labelNames: ['code'],
      registers: [registry],
    }),
  };
}

/** `GET /metrics`. */
export function metricsRoute({ registry }: Metrics): Route {
  return {
    method: 'GET',
    path: '/metrics',
    async handle(_request, response) {
      response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics());
    },
  };
}
