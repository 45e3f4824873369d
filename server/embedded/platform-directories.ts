import { homedir } from 'node:os';
import { join } from 'node:path';

/** What the choice of folders depends on, passed in so that every platform's rule can be tested on any. */
export interface Platform {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** True for the superuser of a Unix machine, whose programs keep their data in the system's folders. */
  readonly isRoot: boolean;
}

function currentPlatform(): Platform {
  return { platform: process.platform, environment: process.env, home: homedir(), isRoot: process.getuid?.() === 0 };
}

/**
 * Where data lives unless `FOYER_DATA_DIR` says otherwise. Root uses `/var/lib`, because its home is closed to the
 * unprivileged user that databases run as.
 */
export function defaultDataDirectory(on: Platform = currentPlatform()): string {
  const { platform, environment, home } = on;
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Foyer', 'Data');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Foyer');
  if (environment['XDG_DATA_HOME']) return join(environment['XDG_DATA_HOME'], 'foyer');
  return on.isRoot ? '/var/lib/foyer' : join(home, '.local', 'share', 'foyer');
}

/** Where downloaded engines are kept, shared by all data directories; all of it can be fetched again. */
export function defaultCacheDirectory(on: Platform = currentPlatform()): string {
  const { platform, environment, home } = on;
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Foyer', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Foyer');
  if (environment['XDG_CACHE_HOME']) return join(environment['XDG_CACHE_HOME'], 'foyer');
  return on.isRoot ? '/var/cache/foyer' : join(home, '.cache', 'foyer');
}
