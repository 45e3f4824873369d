import { join } from 'node:path';
import { claimDataDirectory } from './embedded/data-directory.ts';
import { startMockGateway } from './payments/mock-gateway/mock-gateway.ts';
import { readGatewaySettings } from './payments/mock-gateway/settings.ts';
import { runProgram } from './program.ts';
import { knownSecrets } from './stack/secrets.ts';

/** The journal needs about this many bytes to begin with. */
const requiredBytes = 16 * 1_024 * 1_024;

type Environment = Readonly<Record<string, string | undefined>>;

/** What isn't given is the installation's, when there is one: both sides must know the same secrets. */
function withInstallation(environment: Environment): Environment {
  const directory = environment['FOYER_DATA_DIR'];
  if (!directory) return environment;
  return { ...knownSecrets(directory), PAYMENT_GATEWAY_DATA_DIR: join(directory, 'payment-gateway'), ...environment };
}

/** The mock payment gateway as a program of its own. Two of them never write one journal. */
await runProgram(
  'payment-gateway',
  (environment) => readGatewaySettings(withInstallation(environment)),
  async (settings, log) => {
    const claim = claimDataDirectory(settings.dataDirectory, requiredBytes);
    const gateway = await startMockGateway(settings, log, (error) => {
      log.fatal({ error }, 'the journal is lost; the gateway ends');
      process.exit(1);
    });
    log.info({ host: settings.host, port: gateway.port }, 'the payment gateway answers');
    process.send?.({ kind: 'ready', port: gateway.port });
    return {
      async stop() {
        await gateway.stop();
        claim.release();
      },
    };
  },
);
