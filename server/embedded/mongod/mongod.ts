import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient, type Db } from 'mongodb';
import type { Progress, RunningEngine } from '../engine.ts';
import { startEngineProcess } from '../process/engine-process.ts';
import { freePort } from '../process/free-port.ts';
import { rememberedPort } from '../process/remembered-port.ts';

export interface MongodOptions {
  /** The program's path. */
  readonly mongod: string;
  /** The engine's own folder. */
  readonly directory: string;
  readonly onProgress: Progress;
}

/** Transactions need a replica set, be it of one member. */
const REPLICA_SET = 'foyer';

/** Starts `mongod` on a free port of 127.0.0.1 as the primary of a one-member replica set. */
export async function startMongod({ mongod, directory, onProgress }: MongodOptions): Promise<RunningEngine> {
  const data = join(directory, 'data');
  mkdirSync(data, { recursive: true });
  const port = await rememberedPort(join(directory, 'port'), freePort);
  onProgress('Starting mongod');
  const engine = await startEngineProcess({
    name: 'mongod',
    file: mongod,
    parameters: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', REPLICA_SET],
    workingDirectory: directory,
    logFile: join(directory, 'mongod.log'),
    identityFile: join(directory, 'process.json'),
    stopSignal: 'SIGTERM',
    isReady: () => answers(port),
    onProgress,
  });
  try {
    await withAdmin(port, (admin) => becomePrimary(admin, `127.0.0.1:${port}`));
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return { kind: 'mongod', url: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`, stop: () => engine.stop() };
}

async function becomePrimary(admin: Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  const known = await currentConfiguration(admin);
  if (known === undefined) {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
  } else if (known.members[0]?.host !== host) {
    const config = { ...known, version: known.version + 1, members };
    await admin.command({ replSetReconfig: config, force: true });
  }
  while ((await admin.command({ hello: 1 }))['isWritablePrimary'] !== true) await delay(20);
}

interface ReplicaSetConfiguration {
  readonly version: number;
  readonly members: readonly { readonly host: string }[];
}

const NOT_YET_INITIALIZED = 94;

async function currentConfiguration(admin: Db): Promise<ReplicaSetConfiguration | undefined> {
  try {
    return (await admin.command({ replSetGetConfig: 1 }))['config'] as ReplicaSetConfiguration;
  } catch (error) {
    if ((error as { code?: unknown }).code === NOT_YET_INITIALIZED) return undefined;
    throw error;
  }
}

async function answers(port: number): Promise<boolean> {
  return withAdmin(port, (admin) => admin.command({ ping: 1 })).then(
    () => true,
    () => false,
  );
}

async function withAdmin<Result>(port: number, use: (admin: Db) => Promise<Result>): Promise<Result> {
  const options = { directConnection: true, serverSelectionTimeoutMS: 1_000 };
  const client = new MongoClient(`mongodb://127.0.0.1:${port}`, options);
  try {
    return await use(client.db('admin'));
  } finally {
    await client.close();
  }
}
