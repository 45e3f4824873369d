import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { unprivilegedUser, type UnprivilegedUser } from '../debian/unprivileged-user.ts';
import { EngineUnavailableError, type Progress } from '../engine.ts';
import { startEngineProcess, type EngineProcess } from '../process/engine-process.ts';
import { freePort } from '../process/free-port.ts';
import { run } from '../process/run.ts';
import { clusterConfiguration } from './cluster-configuration.ts';
import type { DocumentDbPrefix } from './prefix.ts';
import { prepareSchema } from './schema.ts';

export interface ClusterOptions {
  readonly prefix: DocumentDbPrefix;
  /** The engine's own folder; the PostgreSQL cluster is in its `postgresql`. */
  readonly directory: string;
  readonly onProgress: Progress;
}

/** A running PostgreSQL with DocumentDB in it, and how to connect to it. */
export interface RunningCluster {
  readonly connection: ClusterConnection;
  readonly process: EngineProcess;
}

export interface ClusterConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

const USER = 'foyer';

/** Starts the cluster, making it first if the folder has none. */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  const { directory, prefix, onProgress } = options;
  const cluster = join(directory, 'postgresql');
  const user = await unprivilegedUser([cluster, prefix.directory]);
  if (!existsSync(join(cluster, 'PG_VERSION'))) await createCluster(options, cluster, user);
  const port = await freePort();
  await writeFile(join(cluster, 'postgresql.auto.conf'), clusterConfiguration(port));
  await user.own(join(cluster, 'postgresql.auto.conf'));
  removeForeignLock(cluster);
  const connection = {
    host: '127.0.0.1',
    port,
    user: USER,
    password: await readPassword(cluster),
    database: 'postgres',
  };
  const [file, ...parameters] = user.run([prefix.postgres, '-D', cluster]);
  const engine = await startEngineProcess({
    name: 'DocumentDB',
    file,
    parameters,
    environment: environment(cluster),
    workingDirectory: directory,
    logFile: join(directory, 'documentdb.log'),
    identityFile: join(directory, 'process.json'),
    // PostgreSQL's "fast" shutdown: ends sessions, writes everything down.
    stopSignal: 'SIGINT',
    isReady: () => accepts(connection),
    onProgress,
  });
  try {
    await withClient(connection, prepareSchema);
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return { connection, process: engine };
}

/** Makes the cluster under another name first, so that a killed first start leaves none that looks finished. */
async function createCluster(options: ClusterOptions, cluster: string, user: UnprivilegedUser): Promise<void> {
  options.onProgress('Creating the database');
  const unfinished = `${cluster}.partial`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const passwordForInitdb = join(options.directory, 'initdb-password');
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordForInitdb, password, { mode: 0o600 });
  await user.own(passwordForInitdb);
  await user.own(unfinished);
  const [file, ...parameters] = user.run([options.prefix.initdb, ...initdbParameters(unfinished, passwordForInitdb)]);
  try {
    await run(file, parameters, { environment: environment(cluster), directory: options.directory });
  } catch (error) {
    const reason = (error as Error).message.split('\n').at(-1);
    throw new EngineUnavailableError(`the database could not be created: ${reason}`, { cause: error });
  } finally {
    await rm(passwordForInitdb, { force: true });
  }
  await writeFile(passwordFile(unfinished), `*:*:*:*:${password}\n`, { mode: 0o600 });
  await user.own(passwordFile(unfinished));
  await rename(unfinished, cluster);
}

function initdbParameters(directory: string, passwordFrom: string): string[] {
  const settings = {
    pgdata: directory,
    username: USER,
    pwfile: passwordFrom,
    auth: 'scram-sha-256',
    encoding: 'UTF8',
    // Of PostgreSQL's own making: the same on every machine.
    'locale-provider': 'builtin',
    'builtin-locale': 'C.UTF-8',
    locale: 'C',
  };
  const options = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return [...options, '--set=timezone=GMT', '--set=log_timezone=GMT', '--no-instructions'];
}

/**
 * Everybody on the machine can reach the port, so that the superuser behind it has a password. PostgreSQL's own form of
 * file (`host:port:database:user:password`), because DocumentDB at times connects to its own server.
 */
function passwordFile(cluster: string): string {
  return join(cluster, 'pgpass');
}

async function readPassword(cluster: string): Promise<string> {
  return (await readFile(passwordFile(cluster), 'utf8')).trim().split(':')[4] ?? '';
}

/** Without the user's PG* variables, which would lead the engine elsewhere. */
function environment(cluster: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'GMT', PGPASSFILE: passwordFile(cluster) };
}

/**
 * PostgreSQL takes over its own stale lock, unless the process id in it has meanwhile gone to another program. Then
 * nobody serves this cluster, because its earlier server has been ended before.
 */
function removeForeignLock(cluster: string): void {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = readFileSync(lock, 'utf8').split('\n')[0] ?? '';
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync(commandLine) && !readFileSync(commandLine, 'utf8').includes(cluster)) rmSync(lock);
}

async function accepts(connection: ClusterConnection): Promise<boolean> {
  try {
    await withClient(connection, (client) => client.query('SELECT 1'));
    return true;
  } catch {
    return false;
  }
}

async function withClient<Result>(
  connection: ClusterConnection,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connection);
  // Reported by the query that it breaks.
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
