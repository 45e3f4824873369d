import { openBenchOffice } from './bench-office.ts';
import { benchFanOut } from './fan-out.ts';
import { benchHolds } from './holds.ts';
import { rounded } from './measure.ts';
import { benchSnapshots } from './snapshots.ts';

/**
 * What the server's hot paths cost, as ratios of one run. Prints one JSON object on stdout; what it is doing goes to
 * stderr. `npm run bench` shows it to people.
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
  },
  snapshots: { perSecond: Math.round(snapshots.perSecond) },
  fanOut: {
    graphqlP50Ms: rounded(fanOut.graphql.p50Ms),
    graphqlP99Ms: rounded(fanOut.graphql.p99Ms),
    rawP50Ms: rounded(fanOut.raw.p50Ms),
    rawP99Ms: rounded(fanOut.raw.p99Ms),
    p50Ratio: rounded(fanOut.p50Ratio),
  },
};
process.stdout.write(`${JSON.stringify(result)}\n`);
