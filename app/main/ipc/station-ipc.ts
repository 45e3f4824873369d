import { z } from 'zod';
import type { Payload } from '#shared/ipc/channels.ts';
import { themeSchema } from '../settings/preferences.ts';
import type { StationStore } from '../settings/station-store.ts';
import { applyTheme } from '../window/main-window.ts';
import { handle } from './handle.ts';

/** Fields of any value: the store says by field what it refuses, which is an expected failure and not a bug. */
const changesSchema = z.custom<Payload<'station.saveSettings'>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

export function setupStationIpc(store: StationStore): void {
  handle('station.settings', { payload: z.void(), handle: () => store.settings() });
  handle('station.saveSettings', { payload: changesSchema, handle: (changes) => store.save(changes) });
  handle('window.theme', { payload: themeSchema, handle: (theme) => applyTheme(theme) });
}
