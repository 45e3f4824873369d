import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The program that Electron was told to run. */
export interface Program {
  /** `app.getAppPath()`. */
  readonly folder: string;
  /** The module to load. */
  readonly main: string;
  readonly name: string;
  readonly version: string;
}

/** Reads a program as Electron does: a folder by its package.json, or a script. @throws when there is none */
export function readProgram(target: string): Program {
  const absolute = path.resolve(target);
  if (!existsSync(absolute)) throw new Error(`Cannot find ${absolute}`);
  const isFolder = statSync(absolute).isDirectory();
  const folder = isFolder ? absolute : path.dirname(absolute);
  const manifest = readManifest(path.join(folder, 'package.json'));
  return {
    folder,
    main: isFolder ? path.resolve(folder, manifest.main ?? 'index.js') : absolute,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
  };
}

interface Manifest {
  readonly main?: string;
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
}

function readManifest(file: string): Manifest {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
}

export interface AppPaths {
  get(name: string): string;
  set(name: string, folder: string): void;
}

/** Electron's named folders on Linux. `userData` follows the program's name until it is set. */
export function createAppPaths(program: () => { name: string; folder: string }): AppPaths {
  const home = os.homedir();
  const chosen = new Map<string, string>();
  const defaults: Readonly<Record<string, () => string>> = {
    home: () => home,
    appData: () => process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config'),
    userData: () => path.join(get('appData'), program().name),
    sessionData: () => get('userData'),
    logs: () => path.join(get('userData'), 'logs'),
    temp: () => os.tmpdir(),
    exe: () => process.execPath,
    module: () => process.execPath,
    crashDumps: () => path.join(get('userData'), 'Crashpad'),
    desktop: () => path.join(home, 'Desktop'),
    documents: () => path.join(home, 'Documents'),
    downloads: () => path.join(home, 'Downloads'),
  };
  const get = (name: string): string => {
    const folder = chosen.get(name) ?? defaults[name]?.();
    if (!folder) throw new Error(`Failed to get '${name}' path`);
    return folder;
  };
  return {
    get,
    set(name, folder) {
      if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
      if (!(name in defaults)) throw new Error(`Failed to set path '${name}'`);
      mkdirSync(folder, { recursive: true });
      chosen.set(name, folder);
    },
  };
}
