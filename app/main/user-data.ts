import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';

/** Moves everything that the station keeps into `directory`; must run before anything reads a path. */
export function setupUserData(directory: string | undefined): void {
  app.setName('Foyer');
  if (!directory) return;
  const absolute = path.resolve(directory);
  mkdirSync(absolute, { recursive: true });
  app.setPath('userData', absolute);
  app.setPath('sessionData', absolute);
  app.setAppLogsPath(path.join(absolute, 'logs'));
}
