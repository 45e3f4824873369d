import { assertTransitionsAreSound, orderTransitions } from '#shared/domain/order-state.ts';
import { startApiServer } from './api-server.ts';
import { compose } from './compose.ts';
import { readConfig } from './config.ts';
import { runProgram } from './program.ts';
import type { FirstAdministratorService } from './services/identity/first-administrator-service.ts';

/** The API as a program of its own. */
await runProgram('api', readConfig, async (config, log) => {
  assertTransitionsAreSound(orderTransitions);
  const { services, close } = await compose(config, log);
  const server = await startApiServer(config, services, log);
  log.info({ host: config.host, port: server.port }, 'the API answers');
  await tellSetupCode(services.firstAdministrator);
  process.send?.({ kind: 'ready', port: server.port });
  return {
    async stop() {
      await server.stop();
      await close();
    },
  };
});

/** Where nobody works yet, whoever runs the server gets the code for the first administrator; it is in no log. */
async function tellSetupCode(firstAdministrator: FirstAdministratorService): Promise<void> {
  const code = await firstAdministrator.createCode();
  if (code === undefined) return;
  process.stderr.write(`Nobody works here yet. The setup code for the first administrator is ${code}.\n`);
}
