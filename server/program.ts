import type { Config } from './config.ts';
import { createLog, type Logger } from './log.ts';

/** What a running program gives back: how to end it in good order. */
export interface RunningProgram {
  stop(): Promise<void>;
}

/** How long ending in good order may take before the program ends anyway, in ms. */
const patienceMs = 10_000;

/**
 * Runs one of the server's programs: reads the settings, starts, and stops in good order on SIGTERM, SIGINT, or when the
 * program that started it is gone. A wrong setting or a taken port is one clear line on stderr and exit code 2; a database
 * that doesn't answer is exit code 1.
 */
export async function runProgram<Settings extends Pick<Config, 'logLevel'>>(
  name: string,
  readSettings: (environment: NodeJS.ProcessEnv) => Settings,
  start: (settings: Settings, log: Logger) => Promise<RunningProgram>,
): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const log = createLog(name, settings.logLevel);
    const running = await start(settings, log);
    stopOnSignals(running, log);
  } catch (error) {
    process.stderr.write(`${name}: ${describe(error)}\n`);
    // Whoever keeps it running may try again what only the present moment is to blame for: a database on its way up.
    process.exit(isPlainFault(error) ? 2 : 1);
  }
}

function stopOnSignals(running: RunningProgram, log: Logger): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), patienceMs).unref();
    running.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ error }, 'did not stop in good order');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

/**
 * Faults of the machine and of its settings, whose message says it all. By name, so that a program doesn't load what only
 * others need.
 */
const plainFaults: ReadonlySet<string> = new Set([
  'ConfigError',
  'PortTakenError',
  'DataDirectoryInUseError',
  'DataDirectoryUnusableError',
  'SecretsFileError',
  'JournalDamagedError',
]);

function isPlainFault(error: unknown): boolean {
  return error instanceof Error && plainFaults.has(error.name);
}

/** Expected faults are one line; a bug keeps its stack. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isPlainFault(error)) return error.message;
  if (['MongoServerSelectionError', 'ConnectionTimeoutError'].includes(error.name)) {
    return `A database does not answer: ${error.message}`;
  }
  return error.stack ?? error.message;
}
