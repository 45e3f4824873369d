import { z } from 'zod';
import { parseEnvironment, port } from '../config.ts';

/** What the stack itself is told by the environment; the rest goes on to the programs. */
const settingsSchema = z.object({
  FOYER_DATA_DIR: z.string().min(1).optional(),
  MONGODB_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  FOYER_MONGODB_ENGINE: z.enum(['mongod', 'documentdb']).optional(),
  FOYER_CACHE_DIR: z.string().min(1).optional(),
  FOYER_DEBIAN_MIRROR: z.url().optional(),
  PORT: port.default(0),
  PAYMENT_GATEWAY_URL: z.url().optional(),
  PAYMENT_GATEWAY_PORT: port.default(0),
});

export type StackSettings = z.infer<typeof settingsSchema>;

/** Parses the stack's own settings. Throws `ConfigError`. */
export function readStackSettings(environment: Readonly<Record<string, string | undefined>>): StackSettings {
  return parseEnvironment(settingsSchema, environment);
}
