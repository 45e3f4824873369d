import { expect, test } from 'vitest';
import { isTrustedSender } from './trusted-sender.ts';

type Frame = NonNullable<Parameters<typeof isTrustedSender>[0]['senderFrame']>;

const frame = (url: string, parent: Frame | null = null) => ({ url, parent }) as Frame;
const judge = (senderFrame: Frame | null) => isTrustedSender({ senderFrame });

test.each(['app://foyer/', 'app://foyer/sale/42'])('trusts the top frame at %s', (url) => {
  expect(judge(frame(url))).toBe(true);
});

test.each([
  'https://foyer/',
  'app://foyer.evil/',
  'app://other/',
  'about:blank',
  'data:text/html,app://foyer/',
  'https://evil/app://foyer/',
  '',
])('refuses %j', (url) => expect(judge(frame(url))).toBe(false));

test('refuses a frame inside the page, and one that is gone', () => {
  expect(judge(frame('app://foyer/', frame('app://foyer/')))).toBe(false);
  expect(judge(null)).toBe(false);
});
