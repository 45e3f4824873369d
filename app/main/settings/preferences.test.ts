import { describe, expect, test } from 'vitest';
import {
  defaultPreferences,
  describeStation,
  overridePreferences,
  preferencesSchema,
  webSocketUrl,
} from './preferences.ts';

const saved = defaultPreferences('station-1');

describe('preferencesSchema', () => {
  test('accepts what a new station starts with', () => {
    expect(preferencesSchema.safeParse(saved).success).toBe(true);
  });

  test.each([
    { apiUrl: 'javascript:alert(1)' },
    { apiUrl: 'not a url' },
    { stationName: '   ' },
    { kind: 'BAR' },
    { locale: 'English, please' },
    { theme: 'blue' },
    { stationNam: 'misspelt' },
  ])('refuses %j', (change) => {
    expect(preferencesSchema.safeParse({ ...saved, ...change }).success).toBe(false);
  });
});

test('the environment wins over what is saved, and leaves the rest', () => {
  const inForce = overridePreferences(saved, { FOYER_STATION_NAME: 'Kiosk 7', FOYER_STATION_KIND: 'KIOSK' });
  expect(inForce).toEqual({ ...saved, stationName: 'Kiosk 7', kind: 'KIOSK' });
});

test.each([
  ['http://127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql'],
  ['https://foyer.example/graphql', 'wss://foyer.example/graphql'],
])('subscriptions of %s go to %s', (apiUrl, wsUrl) => {
  expect(webSocketUrl(apiUrl)).toBe(wsUrl);
  expect(describeStation({ ...saved, apiUrl }, { version: '1.0.0', host: 'electron' }).wsUrl).toBe(wsUrl);
});
