import { openIdentityProvider } from './identity-provider/open-provider.ts';
import { demoPeople } from './identity-provider/people.ts';
import { readProviderSettings } from './identity-provider/settings.ts';
import { runProgram } from './program.ts';

/** The development identity provider as a program of its own. */
await runProgram('identity-provider', readProviderSettings, async ({ client, port }, log) => {
  const provider = await openIdentityProvider({ clients: [client], people: demoPeople, port });
  log.info({ issuer: provider.issuer }, 'the identity provider answers');
  process.send?.({ kind: 'ready', port: provider.port });
  return provider;
});
