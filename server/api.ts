import { assertTransitionsAreSound, orderTransitions } from '#shared/domain/order-state.ts';
import { startApiServer } from './api-server.ts';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { runProgram } from './program.ts';

/** The API as a program of its own. */
await runProgram('api', readConfig, async (config, log) => {
  assertTransitionsAreSound(orderTransitions);
  const { services, close } = await compose(config, log);
  const server = await startApiServer(config, services, log);
  log.info({ host: config.host, port: server.port }, 'the API answers');
  process.send?.({ kind: 'ready', port: server.port });
  return {
    async stop() {
      await server.stop();
      await close();
    },
  };
});
