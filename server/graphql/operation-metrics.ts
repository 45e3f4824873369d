import type { ApolloServerPlugin } from '@apollo/server';
import type { Metrics } from '../http/metrics.ts';
import type { GraphQLContext } from './context.ts';

/** Names that clients choose are labels only while there are few of them. */
const maximumNames = 100;

/** Measures every operation over HTTP by its name. */
export function operationMetrics({ operationSeconds }: Metrics): ApolloServerPlugin<GraphQLContext> {
  const names = new Set<string>();
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async willSendResponse({ operationName, response }) {
          const name = operationName ?? 'anonymous';
          if (names.size < maximumNames) names.add(name);
          const hasErrors = response.body.kind === 'single' && (response.body.singleResult.errors?.length ?? 0) > 0;
          operationSeconds.observe(
            { operation: names.has(name) ? name : 'other', outcome: hasErrors ? 'error' : 'ok' },
            (performance.now() - startedAt) / 1_000,
          );
        },
      };
    },
  };
}
