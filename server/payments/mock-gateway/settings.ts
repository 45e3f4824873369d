import { z } from 'zod';
import { logLevel, parseEnvironment, port, secret, type Config } from '../../config.ts';
import type { WebhookFaults } from '../contract.ts';

const delayMs = z.coerce.number().int().min(0).max(3_600_000);
const chance = z.coerce.number().min(0).max(1).default(0);

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PAYMENT_GATEWAY_PORT: port.default(4010),
  PAYMENT_GATEWAY_KEY: secret,
  PAYMENT_GATEWAY_DATA_DIR: z.string().min(1),
  PAYMENT_TERMINAL_DELAY_MS: delayMs.default(800),
  PAYMENT_WEBHOOK_URL: z.url().optional(),
  PAYMENT_WEBHOOK_SECRET: secret,
  PAYMENT_WEBHOOK_DELAY_MS: delayMs.default(0),
  PAYMENT_WEBHOOK_JITTER_MS: delayMs.default(0),
  PAYMENT_WEBHOOK_DUPLICATES: chance,
  PAYMENT_WEBHOOK_REORDER: chance,
  PAYMENT_WEBHOOK_DROP: chance,
  LOG_LEVEL: logLevel,
});

export interface GatewaySettings {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** What the box office must know to be answered. */
  readonly key: string;
  readonly dataDirectory: string;
  /** How long a card takes at a terminal that wasn't told. */
  readonly terminalDelayMs: number;
  readonly webhookSecret: string;
  /** Where webhooks go; undefined until it is told. */
  readonly webhookUrl: string | undefined;
  readonly webhookFaults: WebhookFaults;
  readonly logLevel: Config['logLevel'];
}

/** The settings of the mock gateway. Throws `ConfigError`. */
export function readGatewaySettings(environment: Readonly<Record<string, string | undefined>>): GatewaySettings {
  const settings = parseEnvironment(environmentSchema, environment);
  return {
    host: settings.HOST,
    port: settings.PAYMENT_GATEWAY_PORT,
    key: settings.PAYMENT_GATEWAY_KEY,
    dataDirectory: settings.PAYMENT_GATEWAY_DATA_DIR,
    terminalDelayMs: settings.PAYMENT_TERMINAL_DELAY_MS,
    webhookSecret: settings.PAYMENT_WEBHOOK_SECRET,
    webhookUrl: settings.PAYMENT_WEBHOOK_URL,
    webhookFaults: {
      delayMs: settings.PAYMENT_WEBHOOK_DELAY_MS,
      jitterMs: settings.PAYMENT_WEBHOOK_JITTER_MS,
      duplicates: settings.PAYMENT_WEBHOOK_DUPLICATES,
      reorder: settings.PAYMENT_WEBHOOK_REORDER,
      drop: settings.PAYMENT_WEBHOOK_DROP,
    },
    logLevel: settings.LOG_LEVEL,
  };
}
