import { z } from 'zod';

/**
 * The environment, parsed once. Every program of the server calls `readConfig(process.env)` first and passes parts of
 * the result on; nothing else looks at the environment.
 */
const port = z.coerce.number().int().min(0).max(65_535);
const seconds = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);
const secret = z.string().min(32, 'must have at least 32 characters');

const environmentSchema = z
  .object({
    MONGODB_URL: z.string().regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://'),
    REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: port.default(4000),
    HOLD_TTL_SECONDS: seconds(1, 3_600).default(300),
    HOLD_MAX_SECONDS: seconds(1, 14_400).default(900),
    LOCK_ABANDONED_SECONDS: seconds(1, 600).default(15),
    ACCESS_TOKEN_SECONDS: seconds(10, 86_400).default(900),
    SESSION_HOURS: seconds(1, 720).default(16),
    ACCESS_TOKEN_SECRET: secret,
    TICKET_SIGNING_KEY: z.string().min(1),
    // The station's pages: Electron's own scheme, and the origin that stands for it where Chromium hosts the station.
    CORS_ORIGINS: z.string().default('app://foyer,https://foyer.app.invalid'),
    LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    INTROSPECTION: z.enum(['on', 'off']).default('off'),
  })
  .refine((settings) => settings.HOLD_MAX_SECONDS >= settings.HOLD_TTL_SECONDS, {
    path: ['HOLD_MAX_SECONDS'],
    message: 'must not be less than HOLD_TTL_SECONDS',
  });

export interface Config {
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly holdTtlMs: number;
  readonly holdMaximumMs: number;
  /** A payment lock older than this without an order is given up. */
  readonly lockAbandonedMs: number;
  readonly accessTokenMs: number;
  readonly sessionMs: number;
  readonly accessTokenSecret: string;
  /** The private Ed25519 key of the ticket codes: a JWK as JSON text. */
  readonly ticketSigningKey: string;
  readonly corsOrigins: readonly string[];
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Whether the API tells its own schema: for those who explore it, not in production. */
  readonly allowsIntrospection: boolean;
}

/** A setting is wrong. The message is one line that names it; the value itself is not repeated, it may be a secret. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/** Parses the environment. Throws `ConfigError` that names the first wrong setting. Empty values count as absent. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'environment');
    const reason = name in given ? (issue?.message ?? 'is wrong') : 'is missing';
    throw new ConfigError(`The setting ${name} cannot be used: ${reason}.`);
  }
  const settings = parsed.data;
  return {
    mongoUrl: settings.MONGODB_URL,
    redisUrl: settings.REDIS_URL,
    host: settings.HOST,
    port: settings.PORT,
    holdTtlMs: settings.HOLD_TTL_SECONDS * 1_000,
    holdMaximumMs: settings.HOLD_MAX_SECONDS * 1_000,
    lockAbandonedMs: settings.LOCK_ABANDONED_SECONDS * 1_000,
    accessTokenMs: settings.ACCESS_TOKEN_SECONDS * 1_000,
    sessionMs: settings.SESSION_HOURS * 3_600_000,
    accessTokenSecret: settings.ACCESS_TOKEN_SECRET,
    ticketSigningKey: settings.TICKET_SIGNING_KEY,
    corsOrigins: settings.CORS_ORIGINS.split(',').map((origin) => origin.trim()),
    logLevel: settings.LOG_LEVEL,
    allowsIntrospection: settings.INTROSPECTION === 'on',
  };
}
