import { randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateTicketKey } from '../services/ticket-signer.ts';

const random = z.string().min(32);

/** The file may be of an earlier version, which knew fewer; or of a later one, whose others are left alone. */
const fileSchema = z.looseObject({
  ACCESS_TOKEN_SECRET: random,
  TICKET_SIGNING_KEY: z.string().min(1),
  PAYMENT_GATEWAY_KEY: random.optional(),
  PAYMENT_WEBHOOK_SECRET: random.optional(),
});

/** Secrets by the name of their setting. */
export interface Secrets {
  readonly ACCESS_TOKEN_SECRET: string;
  readonly TICKET_SIGNING_KEY: string;
  readonly PAYMENT_GATEWAY_KEY: string;
  readonly PAYMENT_WEBHOOK_SECRET: string;
}

/** The secrets file can't be read. Its content is never repeated in a message. */
export class SecretsFileError extends Error {
  constructor(file: string) {
    super(`${file} is damaged. Put the file back from a backup; without it, tickets sold before can't be verified.`);
    this.name = 'SecretsFileError';
  }
}

/**
 * The secrets of an installation: made at random at the first start and kept beside the data, readable by their owner
 * only. What an earlier version didn't know is added, and nothing else changed. Tickets verify for as long as this file
 * lives. Only for who has claimed the folder.
 */
export function installationSecrets(dataDirectory: string): Secrets {
  const known = knownSecrets(dataDirectory);
  const secrets = {
    ...known,
    ACCESS_TOKEN_SECRET: known.ACCESS_TOKEN_SECRET ?? randomSecret(),
    TICKET_SIGNING_KEY: known.TICKET_SIGNING_KEY ?? generateTicketKey(),
    PAYMENT_GATEWAY_KEY: known.PAYMENT_GATEWAY_KEY ?? randomSecret(),
    PAYMENT_WEBHOOK_SECRET: known.PAYMENT_WEBHOOK_SECRET ?? randomSecret(),
  };
  const isComplete = Object.keys(secrets).every((name) => name in known);
  if (!isComplete) replace(fileIn(dataDirectory), `${JSON.stringify(secrets, null, 2)}\n`);
  return secrets;
}

/** What the secrets file has; nothing before the first start. Throws `SecretsFileError`. */
export function knownSecrets(dataDirectory: string): { readonly [Name in keyof Secrets]?: string | undefined } {
  const file = fileIn(dataDirectory);
  if (!existsSync(file)) return {};
  chmodSync(file, 0o600);
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new SecretsFileError(file);
    throw error;
  }
}

function fileIn(dataDirectory: string): string {
  return join(dataDirectory, 'secrets.json');
}

/** At every moment there is the whole old file or the whole new one. */
function replace(file: string, text: string): void {
  const draft = `${file}.${randomUUID()}`;
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
}

function randomSecret(): string {
  return randomBytes(48).toString('base64url');
}
