import { z } from 'zod';
import type { StationPreferences, StationSettings } from '#shared/ipc/channels.ts';
import type { Environment } from '../environment.ts';

export const themeSchema = z.enum(['dark', 'light', 'system']);

/** What a saved or sent preference may be. Strict: a misspelt field is a mistake, not something to ignore. */
export const preferencesSchema: z.ZodType<StationPreferences> = z.strictObject({
  stationId: z.string().min(1).max(64),
  stationName: z.string().trim().min(1).max(64),
  kind: z.enum(['COUNTER', 'KIOSK', 'OFFICE']),
  apiUrl: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  locale: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en"'),
  theme: themeSchema,
});

/** What a station starts with before anybody has set it up. */
export function defaultPreferences(stationId: string): StationPreferences {
  return {
    stationId,
    stationName: 'Counter 1',
    kind: 'COUNTER',
    apiUrl: 'http://127.0.0.1:4000/graphql',
    locale: 'en-GB',
    theme: 'dark',
  };
}

/** The saved preferences with the environment's overrides on top, which are never saved. */
export function overridePreferences(saved: StationPreferences, environment: Environment): StationPreferences {
  return {
    ...saved,
    ...(environment.FOYER_API_URL && { apiUrl: environment.FOYER_API_URL }),
    ...(environment.FOYER_STATION_ID && { stationId: environment.FOYER_STATION_ID }),
    ...(environment.FOYER_STATION_NAME && { stationName: environment.FOYER_STATION_NAME }),
    ...(environment.FOYER_STATION_KIND && { kind: environment.FOYER_STATION_KIND }),
  };
}

/** The endpoint of subscriptions: the same host, port and path over ws or wss. */
export function webSocketUrl(apiUrl: string): string {
  return apiUrl.replace(/^http/, 'ws');
}

export function describeStation(
  preferences: StationPreferences,
  program: Pick<StationSettings, 'version' | 'host'>,
): StationSettings {
  return { ...preferences, wsUrl: webSocketUrl(preferences.apiUrl), ...program };
}
