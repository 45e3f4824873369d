import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { EngineUnavailableError, type Progress } from '../engine.ts';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';
import { unwatchProcess, watchProcess } from './watchdog.ts';

export interface EngineProgram {
  /** What people call it. */
  readonly name: string;
  readonly file: string;
  readonly parameters: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  /** The engine's output; begun anew once it is larger than a megabyte. */
  readonly logFile: string;
  /** Remembers the process, so that the next start can end one that was left behind. */
  readonly identityFile: string;
  /** The signal on which it stops cleanly and soon. */
  readonly stopSignal: NodeJS.Signals;
  /** Resolves to true once the engine answers; asked again until then. */
  readonly isReady: () => Promise<boolean>;
  readonly onProgress: Progress;
}

/** A started engine: kept running, ended with this program. */
export interface EngineProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const MAX_LOG_BYTES = 1_000_000;
const MAX_RESTARTS_IN_A_ROW = 20;
/** A run this long counts as healthy: its end starts a new count of restarts. */
const HEALTHY_AFTER_MS = 60_000;

/**
 * Starts the engine, after ending one that a killed run left behind, and starts it again when it dies by itself.
 * @throws EngineUnavailableError with the last words of the engine's log when it does not come up.
 */
export async function startEngineProcess(program: EngineProgram): Promise<EngineProcess> {
  await endLeftover(program);
  const engine = new SupervisedProcess(program);
  await engine.start();
  return engine;
}

async function endLeftover(program: EngineProgram): Promise<void> {
  const leftover = readIdentity(program.identityFile);
  if (leftover === undefined || !isAlive(leftover)) return;
  program.onProgress(`Ending ${program.name} that an earlier run left behind`);
  process.kill(leftover.pid, program.stopSignal);
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(leftover) && Date.now() < deadline) await delay(20);
  if (isAlive(leftover)) process.kill(leftover.pid, 'SIGKILL');
  while (isAlive(leftover)) await delay(20);
}

function readIdentity(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

class SupervisedProcess implements EngineProcess {
  readonly #program: EngineProgram;
  #child: ChildProcess | undefined;
  #stopping = false;
  #restarts = 0;

  constructor(program: EngineProgram) {
    this.#program = program;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  async start(): Promise<void> {
    const child = this.#spawn();
    try {
      await this.#untilReady(child);
    } catch (error) {
      await this.#end(child);
      throw error;
    }
    const startedAt = Date.now();
    child.once('exit', () => {
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) this.#restarts = 0;
      void this.#restart();
    });
    if (child.exitCode !== null || child.signalCode !== null)
      throw new EngineUnavailableError(`${this.#program.name} ended as it began`);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child !== undefined) await this.#end(this.#child);
    rmSync(this.#program.identityFile, { force: true });
  }

  #spawn(): ChildProcess {
    const program = this.#program;
    const log = openSync(program.logFile, isLarge(program.logFile) ? 'w' : 'a');
    const child = spawn(program.file, [...program.parameters], {
      cwd: program.workingDirectory,
      env: program.environment ?? process.env,
      // A group of its own: Ctrl-C in the terminal must reach this program alone, which then stops the engine.
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.on('error', () => child.emit('exit', null, null));
    this.#child = child;
    if (child.pid === undefined) return child;
    const pid = child.pid;
    watchProcess(pid, program.stopSignal);
    child.once('exit', () => unwatchProcess(pid));
    writeFileSync(program.identityFile, JSON.stringify(identityOf(pid)));
    return child;
  }

  async #untilReady(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + READY_TIMEOUT_MS;
    let ended = false;
    child.once('exit', () => (ended = true));
    while (Date.now() < deadline && !ended) {
      if (await this.#program.isReady()) return;
      await delay(15);
    }
    const fault = ended ? 'ended while starting' : `did not answer within ${READY_TIMEOUT_MS / 1000} s`;
    const { name, logFile } = this.#program;
    throw new EngineUnavailableError(`${name} ${fault}: ${lastLine(logFile)} (see ${logFile})`);
  }

  async #end(child: ChildProcess): Promise<void> {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(this.#program.stopSignal);
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await gone;
    clearTimeout(timer);
  }

  /** The engine has died: its port and data stay the same, so its clients find it again by themselves. */
  async #restart(): Promise<void> {
    while (!this.#stopping) {
      this.#restarts += 1;
      if (this.#restarts > MAX_RESTARTS_IN_A_ROW) {
        this.#program.onProgress(`${this.#program.name} keeps ending and stays down. See ${this.#program.logFile}`);
        return;
      }
      this.#program.onProgress(`${this.#program.name} ended unexpectedly; starting it again`);
      await delay(Math.min(50 * this.#restarts, 1_000));
      if (this.#stopping) return;
      try {
        await this.start();
        return;
      } catch (error) {
        if (!this.#stopping) this.#program.onProgress((error as Error).message);
      }
    }
  }
}

function isLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES;
}

/** Engines say last why they end. */
function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
}
