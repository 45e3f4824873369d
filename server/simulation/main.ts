import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { mutants } from './controls/mutants.ts';
import { runSeed } from './run-seed.ts';
import { runThreads, type RanSeed } from './threads.ts';

/**
 * `npm run simulate`: runs worlds, each from its seed. Exit code 1 when one of them broke a promise, with how it came to
 * that; 2 when an option is no number.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '0' },
    /** Plays this one again, in words. */
    seed: { type: 'string' },
    /** How many of the last steps are told. */
    steps: { type: 'string', default: '80' },
    threads: { type: 'string', default: String(availableParallelism()) },
    /** Switches off one guard after the other, to see that somebody notices. */
    mutants: { type: 'boolean', default: false },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function count(name: 'seeds' | 'from' | 'steps' | 'threads'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} takes a whole number.\n`);
  return process.exit(2);
}

const [seeds, from, toldSteps, threads] = [count('seeds'), count('from'), count('steps'), count('threads')];

/** Runs one seed twice, the second time in words, and tells how it ends. */
async function replay(seed: string): Promise<boolean> {
  const { hash } = await runSeed(seed);
  const again = await runSeed(seed, { toldSteps });
  for (const line of again.last) say(line);
  say(`\nseed ${seed}: ${again.steps} steps, trace ${again.hash}`);
  if (hash !== again.hash) say(`Its first run had the trace ${hash}: something in it isn't decided by the seed.`);
  for (const violation of again.violations) say(`✗ ${violation}`);
  return hash === again.hash && again.violations.length === 0;
}

/** Runs seeds until one fails; gives the lowest that did. */
async function search(): Promise<RanSeed | undefined> {
  const started = performance.now();
  const total = { seeds: 0, steps: 0, orders: 0 };
  let failed: RanSeed | undefined;
  await runThreads({ kind: 'seeds', from, end: from + seeds, threads }, (ran, stop) => {
    if (ran.kind !== 'seed') return;
    total.seeds += 1;
    total.steps += ran.steps;
    total.orders += Object.values(ran.orders).reduce((sum, each) => sum + each, 0);
    if (total.seeds % 500 === 0) process.stderr.write(`${total.seeds} of ${seeds} seeds …\n`);
    if (ran.violations.length === 0) return;
    if (!failed || Number(ran.seed) < Number(failed.seed)) failed = ran;
    stop();
  });
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  say(`${total.seeds} seeds in ${seconds} s: ${total.steps} steps, ${total.orders} orders`);
  return failed;
}

/** Whether every guard that is switched off is missed by somebody. */
async function tryMutants(): Promise<boolean> {
  let isAllCaught = true;
  await runThreads({ kind: 'mutants', from: 0, end: mutants.length, threads }, (ran) => {
    if (ran.kind !== 'mutant') return;
    isAllCaught &&= ran.caughtAfter !== null;
    const seedsTaken = ran.caughtAfter === null ? 'not noticed' : `${ran.caughtAfter} seeds`;
    say(`${seedsTaken.padStart(12)}  ${ran.name}\n              ${ran.violation.split('\n')[0] ?? ''}`);
  });
  return isAllCaught;
}

if (values.seed !== undefined) process.exit((await replay(values.seed)) ? 0 : 1);
if (values.mutants) process.exit((await tryMutants()) ? 0 : 1);
const failed = await search();
if (!failed) process.exit(0);
await replay(failed.seed);
say(`\nPlay it again: npm run simulate -- --seed ${failed.seed}`);
process.exit(1);
