import { expect, test } from 'vitest';
import { fromBrowserUrl, toBrowserUrl } from './scheme-map.ts';

const schemes = new Set(['app']);

test.each([
  ['app://foyer/', 'https://foyer.app.invalid/'],
  ['app://foyer/a/b.js?c=1#d', 'https://foyer.app.invalid/a/b.js?c=1#d'],
])('%s is served as %s and back', (url, browserUrl) => {
  expect(toBrowserUrl(url, schemes)).toBe(browserUrl);
  expect(fromBrowserUrl(browserUrl, schemes)).toBe(url);
});

test.each(['https://example.com/', 'other://foyer/', 'about:blank', 'data:text/html,app://foyer/', ''])(
  'leaves %j alone',
  (url) => {
    expect(toBrowserUrl(url, schemes)).toBe(url);
    expect(fromBrowserUrl(url, schemes)).toBe(url);
  },
);

test.each([
  'https://foyer.app.invalid.example.com/',
  'https://foyer.app.invalid@example.com/',
  'https://user@foyer.app.invalid/',
  'https://foyer.app.invalid:8443/',
  'http://foyer.app.invalid/',
])('the look-alike %s is not taken for a custom scheme', (url) => expect(fromBrowserUrl(url, schemes)).toBe(url));
