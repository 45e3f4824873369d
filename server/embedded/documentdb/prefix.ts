import { chmod, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { privatePrefix, type PrefixOptions, type PrefixRecipe } from '../debian/private-prefix.ts';

const RECIPE: PrefixRecipe = {
  name: 'documentdb-postgresql-18',
  title: 'DocumentDB',
  suite: 'forky',
  roots: ['postgresql-18-documentdb'],
  // What manages an installed cluster (users, services, locales, scripts), and GDAL and SFCGAL, which serve PostGIS
  // extensions that DocumentDB does not load.
  skipped: new RegExp(
    '^(libgdal\\d|libsfcgal|postgresql-common|postgresql-client|ssl-cert|perl|debconf|adduser|locales|libc-bin|' +
      'libc-gconv|base-passwd|dirmngr|gnupg|libpam-modules|libpam-runtime|passwd|openssl|systemd|procps|ucf|' +
      'proj-data|readline-common|sensible|netbase|login|sysvinit|tzdata|gcc-\\d+-base)',
  ),
  excluded: [
    './etc',
    './var',
    './usr/share/doc',
    './usr/share/man',
    './usr/share/locale',
    './usr/share/lintian',
    './usr/share/postgresql/18/contrib',
    './usr/share/postgresql/18/extension/address_standardizer*',
    './usr/share/postgresql/18/extension/postgis_tiger_geocoder*',
    './usr/share/postgresql/18/extension/postgis--unpackaged*',
    './usr/lib/postgresql/18/lib/bitcode',
    './usr/lib/postgresql/18/lib/postgis_raster-3.so',
    './usr/lib/postgresql/18/lib/postgis_sfcgal-3.so',
  ],
  finish: finishPrefix,
};

const BINARIES = 'usr/lib/postgresql/18/bin';

/** The unpacked engine: where its programs are and how one is run by the loader that came with it. */
export interface DocumentDbPrefix {
  readonly directory: string;
  readonly postgres: string;
  readonly initdb: string;
}

/** The engine's folder in the cache, fetched on first use. */
export async function documentDbPrefix(options: PrefixOptions): Promise<DocumentDbPrefix> {
  const directory = await privatePrefix(RECIPE, options);
  return { directory, postgres: join(directory, BINARIES, 'postgres'), initdb: join(directory, BINARIES, 'initdb') };
}

async function finishPrefix(prefix: string): Promise<void> {
  for (const program of ['postgres', 'initdb']) await wrap(join(prefix, BINARIES, program));
  // Debian's alternatives system, which is not at work here, would make this link.
  await symlink('postgis-3.control', join(prefix, 'usr/share/postgresql/18/extension/postgis.control'));
}

/**
 * Puts a script in the program's place that runs it by the loader of the prefix. A script, because `initdb` starts
 * `postgres` by its path; `--argv0`, because both find their files relative to their own name.
 */
async function wrap(program: string): Promise<void> {
  await rename(program, `${program}.elf`);
  const script = `#!/bin/sh
here=\${0%/*}
libraries=$here/../../../x86_64-linux-gnu
exec "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries:$here/../lib" --argv0 "$0" "$0.elf" "$@"
`;
  await writeFile(program, script);
  await chmod(program, 0o755);
}
