import { z } from 'zod';
import type { SmtpSettings } from './services/notifications/mailer.ts';

/**
 * The environment, parsed once. Every program of the server calls `readConfig(process.env)` first and passes parts of
 * the result on; nothing else looks at the environment.
 */
export const port = z.coerce.number().int().min(0).max(65_535);
const seconds = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);
export const secret = z.string().min(32, 'must have at least 32 characters');
export const logLevel = z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info');

export const mongoUrl = z.string().regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://');

const environmentSchema = z
  .object({
    MONGODB_URL: mongoUrl,
    REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must begin with redis:// or rediss://'),
    HOST: z.string().min(1).default('127.0.0.1'),
    PORT: port.default(4000),
    HOLD_TTL_SECONDS: seconds(1, 3_600).default(300),
    HOLD_MAX_SECONDS: seconds(1, 14_400).default(900),
    LOCK_ABANDONED_SECONDS: seconds(1, 600).default(15),
    ACCESS_TOKEN_SECONDS: seconds(10, 86_400).default(900),
    SESSION_HOURS: seconds(1, 720).default(16),
    PIN_MAX_DAYS: z.coerce.number().int().min(0).max(36_500).default(365),
    STATION_PAIRING: z.enum(['required', 'optional']).default('required'),
    GOOGLE_CLIENT_ID: z.string().optional(),
    GOOGLE_CLIENT_SECRET: z.string().optional(),
    OIDC_ISSUER: z
      .url()
      .regex(/^https:\/\/|^http:\/\/127\.0\.0\.1[:/]/, 'must begin with https://')
      .default('https://accounts.google.com'),
    ADMIN_EMAILS: z.string().default(''),
    ACCESS_TOKEN_SECRET: secret,
    PAYMENT_GATEWAY_URL: z.url(),
    PAYMENT_GATEWAY_KEY: secret,
    PAYMENT_WEBHOOK_SECRET: secret,
    PAYMENT_TIMEOUT_SECONDS: seconds(2, 3_600).default(180),
    RESERVATION_RELEASE_MINUTES: z.coerce.number().int().min(0).max(1_440).default(30),
    WAITING_LIST_OFFER_MINUTES: z.coerce.number().int().min(1).max(1_440).default(15),
    TICKET_SIGNING_KEY: z.string().min(1),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/\S+$/, 'must begin with smtp:// or smtps://')
      .optional(),
    MAIL_FROM: z
      .string()
      .regex(/^(?:[^<>\s@]+@[^<>\s@]+|[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>)$/, 'must be an address, such as Cinema <a@b.c>')
      .optional(),
    // The station's pages: Electron's own scheme, and the origin that stands for it where Chromium hosts the station.
    CORS_ORIGINS: z.string().default('app://foyer,https://foyer.app.invalid'),
    LOG_LEVEL: logLevel,
    INTROSPECTION: z.enum(['on', 'off']).default('off'),
    TRUSTED_DOCUMENTS: z.enum(['required', 'off']).default('required'),
    RATE_LIMIT: z.enum(['on', 'off']).default('on'),
    TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  })
  .refine((settings) => settings.HOLD_MAX_SECONDS >= settings.HOLD_TTL_SECONDS, {
    path: ['HOLD_MAX_SECONDS'],
    message: 'must not be less than HOLD_TTL_SECONDS',
  })
  .refine((settings) => settings.RATE_LIMIT === 'on' || settings.TRUSTED_DOCUMENTS === 'off', {
    path: ['RATE_LIMIT'],
    message: 'may be off only on a development stack, where TRUSTED_DOCUMENTS is off, too',
  })
  .refine((settings) => (settings.GOOGLE_CLIENT_ID === undefined) === (settings.GOOGLE_CLIENT_SECRET === undefined), {
    path: ['GOOGLE_CLIENT_SECRET'],
    message: 'must be set together with GOOGLE_CLIENT_ID',
  })
  .refine((settings) => settings.SMTP_URL === undefined || settings.MAIL_FROM !== undefined, {
    path: ['MAIL_FROM'],
    message: 'must be set together with SMTP_URL',
  });

/** How people sign in with Google, or the OpenID provider in its place. */
interface GoogleSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

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
  /** A PIN older than this must be changed; 0: never. */
  readonly pinMaximumDays: number;
  /** Whether a station must prove by its key which one it is; `optional` is for demonstrations. */
  readonly stationPairing: 'required' | 'optional';
  /** What people may sign in with besides PIN and password; null where it isn't set up. */
  readonly google: GoogleSettings | null;
  /** In lower case. Whoever owns one of these addresses is an administrator. */
  readonly adminEmails: readonly string[];
  readonly accessTokenSecret: string;
  readonly paymentGatewayUrl: string;
  /** What the gateway knows us by. */
  readonly paymentGatewayKey: string;
  /** What the gateway signs its webhooks with. */
  readonly paymentWebhookSecret: string;
  /** How long a card payment may take before its order expires. */
  readonly paymentTimeoutMs: number;
  /** Reservations that nobody collected are given up this long before the show. */
  readonly reservationReleaseMs: number;
  /** How long somebody on the waiting list may think about an offer. */
  readonly waitingListOfferMs: number;
  /** The private Ed25519 key of the ticket codes: a JWK as JSON text. */
  readonly ticketSigningKey: string;
  /** Where mails go out, and the address they come from; null where none are sent. */
  readonly smtp: SmtpSettings | null;
  readonly corsOrigins: readonly string[];
  readonly logLevel: z.infer<typeof logLevel>;
  /** Whether the API tells its own schema: for those who explore it, not in production. */
  readonly allowsIntrospection: boolean;
  /** Whether only the operations of our own programs run, or anything that fits the schema. */
  readonly requiresTrustedDocuments: boolean;
  /** Whether it is limited how often somebody may ask. */
  readonly limitsRates: boolean;
  /** How many proxies of ours stand in front and name the client's address in X-Forwarded-For. */
  readonly proxies: number;
}

/** A setting is wrong. The message is one line that names it; the value itself is not repeated, it may be a secret. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/**
 * Parses the settings of a program. Throws `ConfigError` that names the first wrong one. Empty values count as absent.
 */
export function parseEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'environment');
  const reason = name in given ? (issue?.message ?? 'is wrong') : 'is missing';
  throw new ConfigError(`The setting ${name} cannot be used: ${reason}.`);
}

/** The settings of the API and the workers. Throws `ConfigError`. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const settings = parseEnvironment(environmentSchema, environment);
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
    pinMaximumDays: settings.PIN_MAX_DAYS,
    stationPairing: settings.STATION_PAIRING,
    google: googleSettings(settings),
    adminEmails: listOf(settings.ADMIN_EMAILS.toLowerCase()),
    accessTokenSecret: settings.ACCESS_TOKEN_SECRET,
    paymentGatewayUrl: settings.PAYMENT_GATEWAY_URL,
    paymentGatewayKey: settings.PAYMENT_GATEWAY_KEY,
    paymentWebhookSecret: settings.PAYMENT_WEBHOOK_SECRET,
    paymentTimeoutMs: settings.PAYMENT_TIMEOUT_SECONDS * 1_000,
    reservationReleaseMs: settings.RESERVATION_RELEASE_MINUTES * 60_000,
    waitingListOfferMs: settings.WAITING_LIST_OFFER_MINUTES * 60_000,
    ticketSigningKey: settings.TICKET_SIGNING_KEY,
    smtp: smtpSettings(settings),
    corsOrigins: listOf(settings.CORS_ORIGINS),
    logLevel: settings.LOG_LEVEL,
    allowsIntrospection: settings.INTROSPECTION === 'on',
    requiresTrustedDocuments: settings.TRUSTED_DOCUMENTS === 'required',
    limitsRates: settings.RATE_LIMIT === 'on',
    proxies: settings.TRUST_PROXY,
  };
}

function googleSettings(settings: z.infer<typeof environmentSchema>): GoogleSettings | null {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, OIDC_ISSUER: issuer } = settings;
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret, issuer };
}

function smtpSettings({ SMTP_URL: url, MAIL_FROM: from }: z.infer<typeof environmentSchema>): SmtpSettings | null {
  return url === undefined || from === undefined ? null : { url, from };
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}
