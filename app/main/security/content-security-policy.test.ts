import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const directives = (policy: string) =>
  new Map(policy.split('; ').map((directive) => directive.split(/ (.*)/s).slice(0, 2) as [string, string]));

test('connections go to the configured server alone, over http and ws', () => {
  const policy = directives(contentSecurityPolicy('http://127.0.0.1:4000/graphql?x=1', 'n'));
  expect(policy.get('connect-src')).toBe("'self' http://127.0.0.1:4000 ws://127.0.0.1:4000");
});

test('a secure server is reached over secure sockets', () => {
  const policy = directives(contentSecurityPolicy('https://foyer.example/graphql', 'n'));
  expect(policy.get('connect-src')).toBe("'self' https://foyer.example wss://foyer.example");
});

test('nothing is allowed that is not named, and no code but our own', () => {
  const text = contentSecurityPolicy('https://foyer.example/graphql', 'abc');
  const policy = directives(text);
  expect(policy.get('default-src')).toBe("'none'");
  expect(policy.get('script-src')).toBe("'self'");
  expect(policy.get('style-src')).toBe("'self' 'nonce-abc'");
  expect(text).not.toMatch(/unsafe|\*/);
});
