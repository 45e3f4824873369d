import { openBenchOffice } from './bench-office.ts';
import { benchFanOut } from './fan-out.ts';
import { benchHolds } from './holds.ts';
import { rounded } from './measure.ts';
import { benchSnapshots } from './snapshots.ts';

/**
 * What the server's hot paths cost, as ratios of one run. Prints a table, or with `--json` one JSON object, on stdout;
 * what it is doing goes to stderr.
 */
const say = (message: string): void => void process.stderr.write(`${message}\n`);

await using office = await openBenchOffice(say);
say('Holding seats …');
const holds = await benchHolds(office);
say('Reading seat maps …');
const snapshots = await benchSnapshots(office);
say('Telling 500 subscribers …');
const fanOut = await benchFanOut(office);

const result = {
  holds: {
    graphqlPerSecond: Math.round(holds.graphqlPerSecond),
    evalshaPerSecond: Math.round(holds.evalshaPerSecond),
    ratio: rounded(holds.ratio),
    reach: 0.3,
  },
  snapshots: { perSecond: Math.round(snapshots.perSecond), reach: 10_000 },
  fanOut: {
    graphqlP50Ms: rounded(fanOut.graphql.p50Ms),
    graphqlP99Ms: rounded(fanOut.graphql.p99Ms),
    rawP50Ms: rounded(fanOut.raw.p50Ms),
    rawP99Ms: rounded(fanOut.raw.p99Ms),
    p50Ratio: rounded(fanOut.p50Ratio),
    reach: 2.5,
  },
};

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(result)}\n`);
} else {
  const lines = [
    `Holds by GraphQL, 32 connections     ${result.holds.graphqlPerSecond}/s`,
    `Bare EVALSHA, 32 in flight           ${result.holds.evalshaPerSecond}/s`,
    `  ratio (0.30 or more is the goal)   ${result.holds.ratio}`,
    `Seat-map states by GraphQL           ${result.snapshots.perSecond}/s (goal 10000)`,
    `One event to 500 subscribers         p50 ${result.fanOut.graphqlP50Ms} ms, p99 ${result.fanOut.graphqlP99Ms} ms`,
    `  500 bare sockets                   p50 ${result.fanOut.rawP50Ms} ms, p99 ${result.fanOut.rawP99Ms} ms`,
    `  ratio of p50 (2.5 or less)         ${result.fanOut.p50Ratio}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
