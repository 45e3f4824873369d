import { z } from 'zod';
import { ConfigError } from '../config.ts';

/** What the stack itself is told by the environment; the rest goes on to the programs. */
const settingsSchema = z.object({
  FOYER_DATA_DIR: z.string().min(1).optional(),
  MONGODB_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  FOYER_MONGODB_ENGINE: z.enum(['mongod', 'documentdb']).optional(),
  FOYER_CACHE_DIR: z.string().min(1).optional(),
  FOYER_DEBIAN_MIRROR: z.url().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(0),
});

export type StackSettings = z.infer<typeof settingsSchema>;

/** Parses the stack's own settings. Throws `ConfigError` that names the first wrong one. Empty values count as absent. */
export function readStackSettings(environment: Readonly<Record<string, string | undefined>>): StackSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`The setting ${String(issue?.path[0])} cannot be used: ${issue?.message ?? 'is wrong'}.`);
}
