import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What the server prints when everything runs; see "The contract" in the design. */
export interface StackAddresses {
  readonly graphql: string;
  readonly demo: {
    readonly cashier: Credentials;
    readonly manager: Credentials;
    readonly showtimeId: string;
  };
}

export interface Credentials {
  readonly username: string;
  readonly pin: string;
}

/** The built server with its engines, as `npm start` starts it. */
export interface Stack {
  readonly process: ChildProcess;
  readonly dataDirectory: string;
  /** Everything that it said on stderr, line by line. */
  readonly lines: readonly string[];
  /** Settled when it runs: its addresses. Undefined when it ended before that; `lines` say why. */
  readonly ready: Promise<StackAddresses | undefined>;
  /** Its exit code; settled when it has ended and `lines` are complete. */
  readonly ended: Promise<number | null>;
  /** Ends it in good order, engines included. */
  stop(): Promise<void>;
}

const program = path.resolve(import.meta.dirname, '../../out/server/stack.js');

/** Starts the stack on a data folder. Settings win over the environment; ports are free ones. */
export function startStack(dataDirectory: string, settings: Readonly<Record<string, string>> = {}): Stack {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, PORT: '0', FOYER_DATA_DIR: dataDirectory, ...settings },
    // It ends when its channel to us closes: however we end, it does not stay behind.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  }) as ChildProcessByStdio<null, Readable, Readable>;
  const lines: string[] = [];
  const ended = once(child, 'close').then(([code]) => code as number | null);
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(
    ([line]) => JSON.parse(line as string) as StackAddresses,
  );
  return {
    process: child,
    dataDirectory,
    lines,
    ended,
    ready: Promise.race([firstLine, ended.then(() => undefined)]),
    async stop() {
      // Windows has no SIGTERM; the stack also ends when its channel to us closes.
      if (process.platform === 'win32') child.disconnect();
      else child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The process id of the API, as its log tells; of the last one if it was started again. */
export function apiProcessId({ lines }: Stack): number {
  const pids = lines.filter((line) => line.startsWith('{')).flatMap(pidOfApi);
  const last = pids.at(-1);
  if (last === undefined) throw new Error('the API has not logged its start');
  return last;
}

function pidOfApi(line: string): readonly number[] {
  const entry = JSON.parse(line) as { readonly name?: string; readonly pid?: number };
  return entry.name === 'api' && entry.pid !== undefined ? [entry.pid] : [];
}

/** The process id of an embedded engine, from the file by which the next start would recognise it. */
export function engineProcessId({ dataDirectory }: Stack, engine: 'mongodb' | 'redis'): number {
  const folder = path.join(dataDirectory, engine);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const file = files.find((each) => path.basename(each) === 'process.json');
  if (file === undefined) throw new Error(`${engine} has left no process id in ${folder}`);
  return (JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { readonly pid: number }).pid;
}
