import { ConfigError, readConfig, type Config } from './config.ts';
import { PortTakenError } from './http/http-server.ts';
import { createLog, type Logger } from './log.ts';

/** What a running program gives back: how to end it in good order. */
export interface RunningProgram {
  stop(): Promise<void>;
}

/** How long ending in good order may take before the program ends anyway, in ms. */
const patienceMs = 10_000;

/**
 * Runs one of the server's programs: reads the settings, starts, and stops in good order on SIGTERM, SIGINT, or when the
 * program that started it is gone. A wrong setting or a taken port is one clear line on stderr and exit code 2.
 */
export async function runProgram(
  name: string,
  start: (config: Config, log: Logger) => Promise<RunningProgram>,
): Promise<void> {
  try {
    const config = readConfig(process.env);
    const log = createLog(name, config.logLevel);
    const running = await start(config, log);
    stopOnSignals(running, log);
  } catch (error) {
    process.stderr.write(`${name}: ${describe(error)}\n`);
    process.exit(2);
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

/** Expected faults are one line; a bug keeps its stack. */
export function describe(error: unknown): string {
  if (error instanceof ConfigError || error instanceof PortTakenError) return error.message;
  if (error instanceof Error && ['MongoServerSelectionError', 'ConnectionTimeoutError'].includes(error.name)) {
    return `A database does not answer: ${error.message}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
