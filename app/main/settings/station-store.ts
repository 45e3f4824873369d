import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { app } from 'electron';
import log from 'electron-log/main';
import Store from 'electron-store';
import type { SaveSettingsResult, StationPreferences, StationSettings } from '#shared/ipc/channels.ts';
import type { Environment } from '../environment.ts';
import { defaultPreferences, describeStation, overridePreferences, preferencesSchema } from './preferences.ts';
import { readSettingsFile } from './settings-file.ts';

export interface StationStore {
  /** The settings in force: saved ones, with the environment's overrides on top. */
  settings(): StationSettings;
  save(changes: Partial<StationPreferences>): SaveSettingsResult;
  /** Tells what is in force after every save. */
  onChange(listener: (settings: StationSettings) => void): void;
}

const fileName = 'station';

/** Opens the station's settings in the user-data folder; a malformed file is set aside and reported, never fatal. */
export function setupStationStore(environment: Environment): StationStore {
  const listeners: ((settings: StationSettings) => void)[] = [];
  let saved = loadPreferences();
  const store = new Store<StationPreferences>({ name: fileName, clearInvalidConfig: true });
  store.store = saved;

  const settings = () => describeStation(overridePreferences(saved, environment), programFacts());
  return {
    settings,
    save(changes) {
      const parsed = preferencesSchema.safeParse({ ...saved, ...changes });
      if (!parsed.success) {
        const problems = parsed.error.issues.map(({ path: field, message }) => ({ field: field.join('.'), message }));
        return { kind: 'rejected', problems };
      }
      saved = parsed.data;
      store.store = saved;
      for (const listener of listeners) listener(settings());
      return { kind: 'saved', settings: settings() };
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

function loadPreferences(): StationPreferences {
  const file = readSettingsFile(path.join(app.getPath('userData'), `${fileName}.json`), new Date());
  if (file.kind === 'read') return file.preferences;
  if (file.kind === 'malformed') {
    log.error(
      `The station's settings are malformed: ${file.reason}. Defaults are used; the file is kept as ${file.backup}`,
    );
  }
  return defaultPreferences(`station-${randomUUID().slice(0, 8)}`);
}

/** The stand-in for Electron names itself in `process.versions`, as Electron does. */
function programFacts(): Pick<StationSettings, 'version' | 'host'> {
  return { version: app.getVersion(), host: 'foyerHost' in process.versions ? 'chromium' : 'electron' };
}
