import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installationSecrets, knownSecrets, SecretsFileError } from './secrets.ts';

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'foyer-secrets-'));
  file = join(directory, 'secrets.json');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const inFile = () => JSON.parse(readFileSync(file, 'utf8')) as unknown;

describe('secrets of an installation', () => {
  it('are made once, each its own, for the owner only', () => {
    expect(knownSecrets(directory)).toEqual({});
    const secrets = installationSecrets(directory);
    expect(new Set(Object.values(secrets)).size).toBe(4);
    expect(inFile()).toEqual(secrets);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(installationSecrets(directory)).toEqual(secrets);
    expect(knownSecrets(directory)).toEqual(secrets);
    expect(readdirSync(directory)).toEqual(['secrets.json']);
  });

  it('of an earlier version stay, and get what is missing', () => {
    const earlier = {
      ACCESS_TOKEN_SECRET: 'a'.repeat(40),
      TICKET_SIGNING_KEY: '{"kty":"OKP"}',
      LATER_ADDITION: 'kept',
    };
    writeFileSync(file, JSON.stringify(earlier), { mode: 0o644 });
    const secrets = installationSecrets(directory);
    expect(secrets).toMatchObject(earlier);
    expect(secrets.PAYMENT_GATEWAY_KEY.length).toBeGreaterThanOrEqual(32);
    expect(secrets.PAYMENT_WEBHOOK_SECRET.length).toBeGreaterThanOrEqual(32);
    expect(inFile()).toEqual(secrets);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['secrets.json']);
  });

  it.each([['{'], ['{}'], ['{"ACCESS_TOKEN_SECRET":"short","TICKET_SIGNING_KEY":"{}"}'], ['[]']])(
    'that are damaged stop the start and are left as they are: %s',
    (content) => {
      writeFileSync(file, content);
      expect(() => installationSecrets(directory)).toThrow(SecretsFileError);
      expect(readFileSync(file, 'utf8')).toBe(content);
    },
  );
});
