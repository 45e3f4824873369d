import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineUnavailableError, type Progress } from '../engine.ts';
import { identityOf, isAlive } from '../process/process-identity.ts';
import { createPrivateApt, systemMirror } from './apt.ts';
import { packageClosure, parsePackageRecords, type PackageRecord } from './package-closure.ts';

export interface PrefixRecipe {
  /** The folder's name inside the cache. */
  readonly name: string;
  /** What the packages are, for people. */
  readonly title: string;
  /** Debian's release, which need not be the system's. */
  readonly suite: string;
  readonly roots: readonly string[];
  /** Matches packages that a private prefix does without. */
  readonly skipped: RegExp;
  /** Paths inside the packages that are not unpacked, as patterns of tar. */
  readonly excluded: readonly string[];
  /** Last touches to the unpacked files. */
  readonly finish: (prefix: string) => Promise<void>;
}

export interface PrefixOptions {
  readonly cacheDirectory: string;
  /** Address of a Debian mirror; the system's own if not given. */
  readonly mirror?: string | undefined;
  readonly onProgress: Progress;
}

/**
 * The folder into which the recipe's packages are unpacked, fetched on first use. It appears whole or not at all, so
 * that a broken download leaves nothing that looks finished.
 * @throws EngineUnavailableError
 */
export async function privatePrefix(recipe: PrefixRecipe, options: PrefixOptions): Promise<string> {
  const prefix = join(options.cacheDirectory, recipe.name);
  if (await isComplete(prefix)) return prefix;
  await mkdir(options.cacheDirectory, { recursive: true });
  await removeAbandoned(recipe, options.cacheDirectory);
  // Beside its final place, so that it is moved there in one step.
  const workshop = join(options.cacheDirectory, `${recipe.name}.${process.pid}.partial`);
  try {
    await build(recipe, workshop, options);
    await publish(join(workshop, 'prefix'), prefix);
  } catch (error) {
    throw asUnavailable(recipe, error);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return prefix;
}

/** Starts that were killed while they fetched have left their folders. */
async function removeAbandoned(recipe: PrefixRecipe, cacheDirectory: string): Promise<void> {
  for (const name of await readdir(cacheDirectory)) {
    const [prefix, pid, suffix] = name.split('.');
    const isWorkshop = prefix === recipe.name && suffix === 'partial';
    if (isWorkshop && !isAlive(identityOf(Number(pid)))) await rm(join(cacheDirectory, name), { recursive: true });
  }
}

/** Nothing of what goes wrong here can be mended by the program: it lacks a network, a mirror or room on the disk. */
function asUnavailable(recipe: PrefixRecipe, error: unknown): EngineUnavailableError {
  if (error instanceof EngineUnavailableError) return error;
  const reason = (error as Error).message.split('\n').find((line) => !line.startsWith('W:'));
  return new EngineUnavailableError(`${recipe.title} could not be fetched: ${reason}`, { cause: error });
}

async function isComplete(prefix: string): Promise<boolean> {
  return readFile(join(prefix, 'manifest.json')).then(
    () => true,
    () => false,
  );
}

async function build(recipe: PrefixRecipe, workshop: string, options: PrefixOptions): Promise<void> {
  const mirror = options.mirror ?? (await systemMirror());
  const prefix = join(workshop, 'prefix');
  await mkdir(prefix, { recursive: true });
  options.onProgress(`Fetching ${recipe.title} (first start only)`);
  const apt = await createPrivateApt({ directory: join(workshop, 'apt'), mirror, suite: recipe.suite });
  await apt.aptGet('update', '--quiet');
  const simulation = await apt.aptGet('install', '--simulate', '--quiet', ...recipe.roots);
  const names = [...simulation.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  const chosen = parsePackageRecords(await apt.aptCache('show', '--no-all-versions', ...names));
  const packages = packageClosure(recipe.roots, chosen, (name) => recipe.skipped.test(name));
  options.onProgress(`Fetching ${packages.length} packages of ${recipe.title}`);
  await apt.aptGet('download', '--quiet', ...packages.map(({ name }) => name));
  options.onProgress(`Unpacking ${recipe.title}`);
  await unpackAll(join(workshop, 'apt', 'archives'), prefix, recipe.excluded);
  await recipe.finish(prefix);
  await writeFile(join(prefix, 'manifest.json'), manifest(recipe, packages));
  // The engine may run as another user than the one who unpacked it.
  await chmod(prefix, 0o755);
}

function manifest(recipe: PrefixRecipe, packages: readonly PackageRecord[]): string {
  const versions = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
  return `${JSON.stringify({ title: recipe.title, suite: recipe.suite, packages: versions }, null, 2)}\n`;
}

async function unpackAll(archives: string, prefix: string, excluded: readonly string[]): Promise<void> {
  const files = (await readdir(archives)).filter((file) => file.endsWith('.deb'));
  for (const file of files) await unpack(join(archives, file), prefix, excluded);
}

async function unpack(archive: string, prefix: string, excluded: readonly string[]): Promise<void> {
  const reader = spawn('dpkg-deb', ['--fsys-tarfile', archive], { stdio: ['ignore', 'pipe', 'ignore'] });
  const exclusions = excluded.map((path) => `--exclude=${path}`);
  const parameters = ['--extract', '--no-same-owner', '--directory', prefix, ...exclusions];
  const writer = spawn('tar', parameters, { stdio: ['pipe', 'ignore', 'ignore'] });
  reader.stdout.pipe(writer.stdin);
  const codes = await Promise.all([reader, writer].map(async (child) => (await once(child, 'exit'))[0] as number));
  if (codes.some((code) => code !== 0)) throw new Error(`could not unpack ${archive}`);
}

/** Another start may have been quicker; its folder is as good. */
async function publish(built: string, prefix: string): Promise<void> {
  try {
    await rename(built, prefix);
  } catch (error) {
    if (!(await isComplete(prefix))) throw error;
  }
}
