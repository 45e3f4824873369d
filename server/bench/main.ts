import { openBenchOffice } from './bench-office.ts';
import { benchmarks } from './benchmarks.ts';

/**
 * What the server's hot paths cost, as ratios of one run. Names on the command line choose benchmarks. Prints one JSON
 * object on stdout; what it is doing goes to stderr. `npm run bench` shows it to people.
 */
const say = (message: string): void => void process.stderr.write(`${message}\n`);

const names = process.argv.slice(2);
const unknown = names.find((name) => !benchmarks.some((each) => each.name === name));
if (unknown !== undefined) {
  say(`There is no benchmark "${unknown}". There are: ${benchmarks.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = benchmarks.filter(({ name }) => names.length === 0 || names.includes(name));

await using office = await openBenchOffice(say);
const results = [];
for (const benchmark of chosen) {
  say(`${benchmark.doing} …`);
  results.push({ name: benchmark.name, figures: await benchmark.run(office) });
}
process.stdout.write(`${JSON.stringify(results)}\n`);
