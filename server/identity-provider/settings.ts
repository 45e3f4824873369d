import { z } from 'zod';
import { logLevel, parseEnvironment, port, type Config } from '../config.ts';
import type { ProviderClient } from './open-provider.ts';

const environmentSchema = z.object({
  GOOGLE_CLIENT_ID: z.string(),
  GOOGLE_CLIENT_SECRET: z.string(),
  IDENTITY_PROVIDER_PORT: port.default(0),
  LOG_LEVEL: logLevel,
});

export interface ProviderSettings {
  /** The only program that may ask. */
  readonly client: ProviderClient;
  /** 0 takes a free port. */
  readonly port: number;
  readonly logLevel: Config['logLevel'];
}

/** The settings of the development identity provider. Throws `ConfigError`. */
export function readProviderSettings(environment: Readonly<Record<string, string | undefined>>): ProviderSettings {
  const settings = parseEnvironment(environmentSchema, environment);
  return {
    client: { clientId: settings.GOOGLE_CLIENT_ID, clientSecret: settings.GOOGLE_CLIENT_SECRET },
    port: settings.IDENTITY_PROVIDER_PORT,
    logLevel: settings.LOG_LEVEL,
  };
}
