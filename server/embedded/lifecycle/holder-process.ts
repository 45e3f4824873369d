import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'vite';
import { isAlive, type ProcessIdentity } from '../process/process-identity.ts';

const SOURCE = join(import.meta.dirname, 'engine-holder.ts');
const BUNDLES = resolve(import.meta.dirname, '../../../out/test-programs');

/** Bundles the program that holds engines, as the real programs are bundled. Resolves to its path. */
export async function bundleHolder(): Promise<string> {
  const options = { ssr: SOURCE, outDir: BUNDLES, emptyOutDir: false, target: 'node20' };
  await build({ configFile: false, logLevel: 'error', build: options });
  return join(BUNDLES, 'engine-holder.js');
}

export interface Holder {
  readonly process: ChildProcess;
  readonly mongoUrl: string;
  readonly redisUrl: string;
}

/** Starts the program on a data folder; rejects with what it said if it does not come up. */
export async function startHolder(program: string, dataDirectory: string): Promise<Holder> {
  const child = spawn(process.execPath, [program, dataDirectory], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(() => Promise.reject(new Error(said)));
  const line = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
  const [text] = await Promise.race([line, ended]);
  ended.catch(() => {});
  return { process: child, ...(JSON.parse(text) as { mongoUrl: string; redisUrl: string }) };
}

/** Ends the program by the signal; resolves when it is gone. */
export async function endHolder({ process: child }: Holder, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

/** Resolves when none of the processes runs any more. */
export async function untilGone(processes: readonly ProcessIdentity[]): Promise<void> {
  while (processes.some(isAlive)) await delay(20);
}
