import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { createClient } from 'redis';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isAlive } from '../process/process-identity.ts';
import { enginesOf } from './engines-of.ts';
import { bundleHolder, endHolder, startHolder, untilGone, type Holder } from './holder-process.ts';

let program: string;
let dataDirectory: string;
const running = new Set<Holder>();

beforeAll(async () => void (program = await bundleHolder()));
beforeEach(() => void (dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-lifecycle-'))));
afterEach(async () => {
  for (const holder of running) await endHolder(holder, 'SIGTERM');
  running.clear();
  await untilGone(enginesOf(dataDirectory));
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function start(): Promise<Holder> {
  const holder = await startHolder(program, dataDirectory);
  running.add(holder);
  return holder;
}

async function end(holder: Holder, signal: NodeJS.Signals): Promise<void> {
  running.delete(holder);
  await endHolder(holder, signal);
}

async function write({ mongoUrl, redisUrl }: Holder, text: string): Promise<void> {
  const client = new MongoClient(mongoUrl);
  await client.db('lifecycle').collection('notes').insertOne({ text });
  await client.close();
  const redis = await createClient({ url: redisUrl }).connect();
  await redis.rPush('notes', text);
  await redis.close();
}

async function read({ mongoUrl, redisUrl }: Holder): Promise<{ mongo: unknown[]; redis: string[] }> {
  const client = new MongoClient(mongoUrl);
  const mongo = await client.db('lifecycle').collection('notes').distinct('text');
  await client.close();
  const redis = await createClient({ url: redisUrl }).connect();
  const notes = await redis.lRange('notes', 0, -1);
  await redis.close();
  return { mongo, redis: notes };
}

describe('engines', () => {
  test('end with their program and are found again with their data, at the same address', async () => {
    const first = await start();
    await write(first, 'first run');
    const engines = enginesOf(dataDirectory);
    expect(engines).toHaveLength(2);
    await end(first, 'SIGTERM');
    expect(engines.filter(isAlive)).toEqual([]);
    const second = await start();
    expect(await read(second)).toEqual({ mongo: ['first run'], redis: ['first run'] });
    expect(second).toMatchObject({ mongoUrl: first.mongoUrl, redisUrl: first.redisUrl });
  });

  test('end when their program is killed by SIGKILL, and the next start finds the data', async () => {
    const first = await start();
    await write(first, 'before the kill');
    const engines = enginesOf(dataDirectory);
    expect(engines.filter(isAlive)).toHaveLength(2);
    await end(first, 'SIGKILL');
    await untilGone(engines);
    expect(await read(await start())).toEqual({ mongo: ['before the kill'], redis: ['before the kill'] });
  });

  test.runIf(process.platform === 'linux')('left behind without a watchdog are ended by the next start', async () => {
    const first = await start();
    await write(first, 'left behind');
    const leftBehind = enginesOf(dataDirectory);
    for (const pid of watchdogsOf(first)) process.kill(pid, 'SIGKILL');
    await end(first, 'SIGKILL');
    expect(leftBehind.filter(isAlive)).toEqual(leftBehind);
    expect(await read(await start())).toEqual({ mongo: ['left behind'], redis: ['left behind'] });
    expect(leftBehind.filter(isAlive)).toEqual([]);
  });

  test('refuse a second program and say who holds the folder', async () => {
    const holder = await start();
    const pid = String(holder.process.pid);
    await expect(startHolder(program, dataDirectory)).rejects.toThrow(`is in use by process ${pid} since 20`);
    await expect(startHolder(program, dataDirectory)).rejects.toThrow(holder.mongoUrl);
    await write(holder, 'undisturbed');
  });
});

/** The program's children that are no engines. */
function watchdogsOf({ process: { pid } }: Holder): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const engines = new Set(enginesOf(dataDirectory).map((engine) => engine.pid));
  return children.filter((child) => !engines.has(child));
}
