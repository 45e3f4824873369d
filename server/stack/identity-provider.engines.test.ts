import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildServer } from '../testing/built-program.ts';
import { superviseIdentityProvider, type StackIdentityProvider } from './identity-provider.ts';

const started: StackIdentityProvider[] = [];

beforeAll(() => buildServer());

afterAll(async () => {
  for (const provider of started) await provider.stop();
});

function start(environment: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const provider = superviseIdentityProvider({
    file: join(import.meta.dirname, '../../out/server/identity-provider.js'),
    environment: { LOG_LEVEL: 'silent', ...environment },
    say: (line) => lines.push(line),
  });
  if (provider) started.push(provider);
  return { provider, lines };
}

it('gives a stack its own identity provider, and says how to use it', async () => {
  const settings = await start({}).provider?.settings;
  const issuer = settings?.['OIDC_ISSUER'] ?? '';
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  expect(await response.json()).toMatchObject({ issuer, code_challenge_methods_supported: ['S256'] });
  expect(settings).toMatchObject({ GOOGLE_CLIENT_ID: expect.any(String) as string });
});

it('is not there in production, nor beside Google', () => {
  expect(start({ NODE_ENV: 'production' }).provider).toBeUndefined();
  expect(start({ GOOGLE_CLIENT_ID: 'ours' }).provider).toBeUndefined();
});

it('leaves the stack without it when it can not start', async () => {
  const { provider, lines } = start({ IDENTITY_PROVIDER_PORT: 'rubbish' });
  expect(await provider?.settings).toEqual({});
  expect(lines.join('\n')).toContain('nobody can sign in with Google');
});
