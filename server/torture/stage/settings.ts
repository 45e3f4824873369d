import { randomBytes } from 'node:crypto';
import { generateTicketKey } from '../../services/ticket-signer.ts';

/** Holds and payments are short, so that much of it is too late. */
export const holdTtlMs = 2_000;
export const holdMaximumMs = 6_000;
export const paymentTimeoutMs = 3_000;

/** The environment of the programs under test: secrets of this run, short times, no limits on who asks how often. */
export function tortureSettings(addresses: {
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly gatewayUrl: string;
}): Readonly<Record<string, string>> {
  return {
    ...tortureSecrets,
    MONGODB_URL: addresses.mongoUrl,
    REDIS_URL: addresses.redisUrl,
    PAYMENT_GATEWAY_URL: addresses.gatewayUrl,
    ACCESS_TOKEN_SECONDS: '86400',
    HOLD_TTL_SECONDS: String(holdTtlMs / 1_000),
    HOLD_MAX_SECONDS: String(holdMaximumMs / 1_000),
    LOCK_ABANDONED_SECONDS: '2',
    PAYMENT_TIMEOUT_SECONDS: String(paymentTimeoutMs / 1_000),
    RESERVATION_RELEASE_MINUTES: '0',
    STATION_PAIRING: 'optional',
    RATE_LIMIT: 'off',
    TRUSTED_DOCUMENTS: 'off',
    LOG_LEVEL: 'error',
    PORT: '0',
    NODE_ENV: 'production',
  };
}

/** The same for every program of a run. */
export const tortureSecrets = {
  ACCESS_TOKEN_SECRET: randomBytes(32).toString('hex'),
  TICKET_SIGNING_KEY: generateTicketKey(),
  PAYMENT_GATEWAY_KEY: randomBytes(32).toString('hex'),
  PAYMENT_WEBHOOK_SECRET: randomBytes(32).toString('hex'),
} as const;
