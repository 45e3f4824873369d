/** `npm run bench`: what the hot paths cost, as ratios of one run. Names choose: `-- holds rush`.
 * `-- --json` prints JSON for programs. */
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bootstrap } from './bootstrap.mjs';
import { onStopSignal, startChild, stopChildren } from './lib/children.mjs';
import { orSayWhy } from './lib/plain-error.mjs';
import { say } from './lib/progress.mjs';
import { root } from './lib/root.mjs';

onStopSignal(stopChildren);
await bootstrap();
const { build } = await import('./build.mjs');
const { measureSeatMap } = await import('./lib/seat-map-bench.mjs');
await orSayWhy(() => build(['server', 'bench']));

const options = process.argv.slice(2);
const names = options.filter((option) => option !== '--json');
const isWanted = (name) => names.length === 0 || names.includes(name);

const ofServer = names.filter((name) => name !== 'seat-map');
const results = names.length > 0 && ofServer.length === 0 ? [] : await measureServer(ofServer);
if (isWanted('seat-map')) {
  say('Mounting and repainting 1,000 seats …');
  results.push({ name: 'seat-map', figures: seatMapFigures(await measureSeatMap()) });
}
console.log(options.includes('--json') ? JSON.stringify(results) : table(results));

async function measureServer(chosen) {
  const bench = startChild(process.execPath, [join(root, 'out/server/bench.js'), ...chosen], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(bench.stdout), once(bench, 'exit')]);
  if (code !== 0) process.exit(code ?? 1);
  return JSON.parse(output);
}

function seatMapFigures(map) {
  if (!map) return [{ what: 'Seat map: not measured, there is no Chromium', value: '', unit: '' }];
  return [
    { what: 'Mounting 1,000 seats, CPU ×4', value: map.mountMs, unit: 'ms', goal: 'under 200' },
    { what: '  the first time', value: map.firstMountMs, unit: 'ms' },
    { what: 'Repainting one of them, CPU ×4', value: map.repaintMs, unit: 'ms', goal: 'under 4' },
  ];
}

function table(all) {
  const rows = all.flatMap(({ figures }) => figures);
  const width = Math.max(...rows.map(({ what }) => what.length)) + 2;
  const lineOf = ({ what, value, unit, goal }) => {
    const figure = `${value.toLocaleString('en')}${unit === '/s' || unit === '×' || unit === '' ? unit : ` ${unit}`}`;
    return `${what.padEnd(width)}${figure.padStart(12)}${goal ? `   goal: ${goal}` : ''}`;
  };
  return rows.map(lineOf).join('\n');
}
