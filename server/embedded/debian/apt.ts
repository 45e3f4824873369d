import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineUnavailableError } from '../engine.ts';
import { findExecutable } from '../process/executables.ts';
import { run } from '../process/run.ts';

const KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.pgp',
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/etc/apt/trusted.gpg.d/debian-archive-keyring.gpg',
];

/** True on x86-64 Linux with apt and dpkg, where Debian's packages can be fetched and run. */
export function isDebianLike(): boolean {
  const hasTools = findExecutable('apt-get') !== undefined && findExecutable('dpkg-deb') !== undefined;
  return process.platform === 'linux' && process.arch === 'x64' && hasTools;
}

/**
 * The address of the Debian mirror that this system itself uses. No host name is written into this program: where the
 * system has none, one must be given.
 * @throws EngineUnavailableError when apt knows no Debian mirror.
 */
export async function systemMirror(): Promise<string> {
  const format = '$(CREATED_BY) $(COMPONENT) $(RELEASE) $(REPO_URI)';
  const mirror = mirrorAmong(await run('apt-get', ['indextargets', '--format', format]));
  if (mirror !== undefined) return mirror;
  throw new EngineUnavailableError(
    'apt knows no Debian mirror; name one in FOYER_DEBIAN_MIRROR, or install mongod, or set MONGODB_URL',
  );
}

/** Picks the repository of the main release, not of its security or other updates, from apt's index targets. */
export function mirrorAmong(indexTargets: string): string | undefined {
  return indexTargets
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([createdBy, component]) => createdBy === 'Packages' && component === 'main')
    .filter(([, , release]) => release !== undefined && !/[-/]/.test(release))
    .map(([, , , uri]) => uri?.replace(/\/$/, ''))
    .find((uri) => uri?.endsWith('/debian'));
}

/** An apt that sees one suite and an empty machine, and keeps everything in a folder of its own. */
export interface PrivateApt {
  aptGet(...parameters: readonly string[]): Promise<string>;
  aptCache(...parameters: readonly string[]): Promise<string>;
}

export interface PrivateAptOptions {
  readonly directory: string;
  readonly mirror: string;
  readonly suite: string;
}

/** Prepares the private apt. Index and packages are verified against the system's own Debian keyring. */
export async function createPrivateApt({ directory, mirror, suite }: PrivateAptOptions): Promise<PrivateApt> {
  const keyring = KEYRINGS.find((file) => existsSync(file));
  if (keyring === undefined) throw new EngineUnavailableError('the debian-archive-keyring package is not installed');
  for (const folder of ['lists/partial', 'archives/partial', 'empty']) {
    await mkdir(join(directory, folder), { recursive: true });
  }
  await writeFile(join(directory, 'status'), '');
  await writeFile(join(directory, 'debian.sources'), sourcesEntry(mirror, suite, keyring));
  const configuration = join(directory, 'apt.conf');
  await writeFile(configuration, aptConfiguration(directory));
  // As a command line option, unlike in APT_CONFIG, it is read after the system's own configuration.
  const withConfiguration =
    (program: string) =>
    (...parameters: readonly string[]) =>
      run(program, ['-c', configuration, ...parameters], { directory: join(directory, 'archives') });
  return { aptGet: withConfiguration('apt-get'), aptCache: withConfiguration('apt-cache') };
}

function sourcesEntry(mirror: string, suite: string, keyring: string): string {
  return [
    'Types: deb',
    `URIs: ${mirror}`,
    `Suites: ${suite}`,
    'Components: main',
    'Architectures: amd64',
    `Signed-By: ${keyring}`,
    '',
  ].join('\n');
}

/** The hooks are cleared because they refresh the system's software centre, which this does not concern. */
function aptConfiguration(directory: string): string {
  return `
Dir::State::lists "${directory}/lists";
Dir::State::status "${directory}/status";
Dir::Cache::archives "${directory}/archives";
Dir::Cache::pkgcache "${directory}/pkgcache.bin";
Dir::Cache::srcpkgcache "${directory}/srcpkgcache.bin";
Dir::Etc::sourcelist "${directory}/debian.sources";
Dir::Etc::sourceparts "${directory}/empty";
Dir::Etc::preferences "${directory}/empty/none";
Dir::Etc::preferencesparts "${directory}/empty";
APT::Architecture "amd64";
#clear APT::Architectures;
APT::Architectures { "amd64"; };
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::GzipIndexes "false";
Acquire::Retries "2";
Acquire::http::Timeout "20";
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
`;
}
