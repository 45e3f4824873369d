import { readOptions, UsageError } from './options.ts';
import { figures, table } from './report.ts';
import { torture } from './run.ts';

/**
 * A crowd of random clients against the real programs and engines, while everything goes wrong; afterwards the history is
 * checked. Exit code 1 when something is wrong with it. `npm run torture -- --seed N --minutes M` runs it; Ctrl-C ends the
 * crowd's work, and what happened so far is checked.
 */
const say = (message: string): void => void process.stderr.write(`${message}\n`);

const ending = new AbortController();
process.once('SIGINT', () => ending.abort());
process.once('SIGTERM', () => ending.abort());

try {
  const options = readOptions(process.argv.slice(2));
  say(`Seed ${options.seed}.`);
  const outcome = await torture(options, say, ending.signal);
  if (options.isJson) process.stdout.write(`${JSON.stringify(figures(outcome))}\n`);
  if (!options.isJson || outcome.violations.length > 0) say(table(outcome));
  process.exitCode = outcome.violations.length === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  say(error.message);
  process.exitCode = 2;
}
