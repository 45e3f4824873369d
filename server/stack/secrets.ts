import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { generateTicketKey } from '../services/ticket-signer.ts';

const secretsSchema = z.object({ ACCESS_TOKEN_SECRET: z.string().min(32), TICKET_SIGNING_KEY: z.string().min(1) });

/** Secrets by the name of their setting. */
export type Secrets = z.infer<typeof secretsSchema>;

/** The secrets file can't be read. Its content is never repeated in a message. */
export class SecretsFileError extends Error {
  constructor(file: string) {
    super(`${file} is damaged. Put the file back from a backup; without it, tickets sold before can't be verified.`);
    this.name = 'SecretsFileError';
  }
}

/**
 * The secrets of an installation: made at random at the first start and kept beside the data, readable by their owner
 * only. Tickets verify for as long as this file lives.
 */
export function installationSecrets(dataDirectory: string): Secrets {
  const file = join(dataDirectory, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const secrets: Secrets = {
    ACCESS_TOKEN_SECRET: randomBytes(48).toString('base64url'),
    TICKET_SIGNING_KEY: generateTicketKey(),
  };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return secrets;
}

function readSecrets(file: string): Secrets {
  chmodSync(file, 0o600);
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) throw new SecretsFileError(file);
    throw error;
  }
}
