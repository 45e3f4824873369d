import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { z } from 'zod';

/** A program of the server as a child process that is started again when it dies. */
export interface SupervisedProgram {
  /** Settled when the program said for the first time that it is ready; its port, when it has one. */
  readonly ready: Promise<number | undefined>;
  /** Of the process that runs now; undefined while none does. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

interface Options {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly say: (message: string) => void;
  /** The setting that chooses the program's port. */
  readonly portSetting?: string;
  /** Called each time the program is ready, with its port, when it has one. */
  readonly onReady?: (port: number | undefined) => void;
  /** Where it writes what it says: a file descriptor, our own stderr by default. */
  readonly output?: number;
}

const readySchema = z.object({ kind: z.literal('ready'), port: z.number().optional() });

/**
 * Node's young generation is sized for pages, not for servers: larger, most of what a request leaves behind dies before it
 * is copied.
 */
export const nodeFlags = ['--max-semi-space-size=32'] as const;

/** Exit code of a program that can't start as it is set up: starting it again wouldn't help. */
const cannotStart = 2;

const longestRestMs = 5_000;

/** The program ended before it was ready. It has said why on stderr. */
export class ProgramFailedError extends Error {
  constructor(name: string, code: number | null, signal: string | null) {
    super(`The ${name} program could not start (${signal ?? `exit code ${code}`}).`);
    this.name = 'ProgramFailedError';
  }
}

/**
 * Starts a program and keeps it running. Its IPC channel ends with us, however we end, and the program stops when the
 * channel does; so it never outlives us.
 */
export function superviseProgram({
  name,
  file,
  environment,
  say,
  portSetting = 'PORT',
  onReady,
  output = 2,
}: Options): SupervisedProgram {
  let isStopping = false;
  let child: ChildProcess;
  let deaths = 0;
  let port = environment[portSetting];
  const started = new EventEmitter();

  const start = (): void => {
    child = fork(file, {
      execArgv: [...nodeFlags],
      env: { ...process.env, ...environment, [portSetting]: port },
      stdio: ['ignore', output, output, 'ipc'],
    });
    child.on('message', (message) => {
      const ready = readySchema.safeParse(message);
      if (!ready.success) return;
      deaths = 0;
      // Started again, it must answer where clients know it.
      if (ready.data.port !== undefined) port = String(ready.data.port);
      started.emit('ready', ready.data.port);
      onReady?.(ready.data.port);
    });
    child.once('exit', (code, signal) => {
      if (isStopping) return;
      started.emit('failed', new ProgramFailedError(name, code, signal));
      if (code === cannotStart) {
        say(`The ${name} program can't run as it is set up.`);
        return;
      }
      deaths += 1;
      const restMs = Math.min(100 * 2 ** deaths, longestRestMs);
      // Said only then: a signal to the whole group ends us all, and that is no death.
      setTimeout(() => {
        if (isStopping) return;
        say(`The ${name} program died (${signal ?? `exit code ${code}`}) and was started again.`);
        start();
      }, restMs);
    });
  };
  const ready = new Promise<number | undefined>((resolve, reject) => {
    started.once('ready', resolve);
    started.once('failed', reject);
  });
  start();

  return {
    ready,
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
    },
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
