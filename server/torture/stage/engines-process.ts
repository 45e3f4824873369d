import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { enginesOf } from '../../embedded/lifecycle/engines-of.ts';
import { isAlive } from '../../embedded/process/process-identity.ts';

/** MongoDB and Redis of this run alone, held by a process of their own, which starts them again when they are killed. */
export interface EnginesProcess {
  readonly mongoUrl: string;
  readonly redisUrl: string;
  /** The process that serves now; undefined while it is down. */
  pidOf(engine: 'mongodb' | 'redis'): number | undefined;
  stop(): Promise<void>;
}

/** Starts the engines on a data folder. Rejects when they don't come up; `output` has what they said. */
export async function startEngines(dataDirectory: string, output: number): Promise<EnginesProcess> {
  const child = fork(join(import.meta.dirname, 'engine-holder.js'), [dataDirectory], {
    stdio: ['ignore', 'pipe', output, 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('The engines could not be started.')));
  if (!child.stdout) throw new Error('the engines have no output');
  const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return {
    ...(JSON.parse(line) as { readonly mongoUrl: string; readonly redisUrl: string }),
    pidOf: (engine) => enginesOf(dataDirectory, [engine]).find(isAlive)?.pid,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
