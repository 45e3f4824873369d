import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { runSeed, type SeedOutcome } from './run-seed.ts';
import type { ThreadData, ThreadMessage } from './simulation-thread.ts';

/**
 * `npm run simulate`: runs worlds, each from its seed. Ends with exit code 1 when one of them broke a promise, and prints
 * how it came to that; 2 when it can't be told what to do.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    steps: { type: 'string', default: '80' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs one seed twice, the second time in words, and shows how it ends. */
async function replay(seed: string, shownSteps: number): Promise<boolean> {
  const { hash } = await runSeed(seed);
  const again = await runSeed(seed, { toldSteps: shownSteps });
  for (const line of again.last) say(line);
  say(`\nseed ${seed}: ${again.steps} steps, trace ${again.hash}`);
  if (hash !== again.hash) say(`The first run's trace was ${hash}: the simulation is not deterministic.`);
  for (const violation of again.violations) say(`✗ ${violation}`);
  return hash === again.hash && again.violations.length === 0;
}

/** Runs seeds on several threads; gives the first one that failed. */
async function runAll(from: number, count: number, threads: number): Promise<ThreadMessage | undefined> {
  const next = new Int32Array(new SharedArrayBuffer(4));
  const end = from + count;
  Atomics.store(next, 0, from);
  const started = performance.now();
  let failed: ThreadMessage | undefined;
  const total = { seeds: 0, steps: 0, orders: 0 };
  const onOutcome = (outcome: ThreadMessage): void => {
    total.seeds += 1;
    total.steps += outcome.steps;
    total.orders += Object.values(outcome.orders).reduce((sum, each) => sum + each, 0);
    if (outcome.violations.length > 0 && (!failed || Number(outcome.seed) < Number(failed.seed))) {
      failed = outcome;
      // The others end with the seed that they are at.
      Atomics.store(next, 0, end);
    }
    if (total.seeds % 500 === 0) process.stderr.write(`${total.seeds} of ${count} seeds …\n`);
  };
  const data: ThreadData = { next, end };
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const thread = new Worker(new URL('./simulation-thread.js', import.meta.url), { workerData: data });
      thread.on('message', onOutcome);
      thread.on('error', reject);
      thread.on('exit', () => resolve());
    });
  await Promise.all(Array.from({ length: threads }, run));
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  say(`${total.seeds} seeds (${total.steps} steps, ${total.orders} orders) in ${seconds} s`);
  return failed;
}

const shownSteps = Number(values.steps);
if (values.seed !== undefined) process.exit((await replay(values.seed, shownSteps)) ? 0 : 1);
const failed: Pick<SeedOutcome, 'seed'> | undefined = await runAll(
  Number(values.from),
  Number(values.seeds),
  Number(values.threads),
);
if (!failed) process.exit(0);
await replay(failed.seed, shownSteps);
say(`\nPlay it again: npm run simulate -- --seed ${failed.seed}`);
process.exit(1);
