/** `npm run bench`: what the hot paths cost, as ratios of one run. `-- --json` prints one JSON object for programs. */
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

const server = await measureServer();
say('Mounting and repainting 1,000 seats …');
const seatMap = await measureSeatMap();
const result = { ...server, ...(seatMap && { seatMap }) };
console.log(process.argv.includes('--json') ? JSON.stringify(result) : table(result));

async function measureServer() {
  const bench = startChild(process.execPath, [join(root, 'out/server/bench.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [code]] = await Promise.all([text(bench.stdout), once(bench, 'exit')]);
  if (code !== 0) process.exit(code ?? 1);
  return JSON.parse(output);
}

function table({ holds, snapshots, fanOut, seatMap: map }) {
  const rows = [
    ['Holds by GraphQL, 32 connections', `${holds.graphqlPerSecond}/s`],
    ['Bare EVALSHA, 32 in flight', `${holds.evalshaPerSecond}/s`],
    ['  ratio', holds.ratio, 'goal: 0.30 or more'],
    ['Seat-map states by GraphQL', `${snapshots.perSecond}/s`, 'goal: 10,000/s'],
    ['One event to 500 subscribers', `p50 ${fanOut.graphqlP50Ms} ms, p99 ${fanOut.graphqlP99Ms} ms`],
    ['  by 500 bare sockets', `p50 ${fanOut.rawP50Ms} ms, p99 ${fanOut.rawP99Ms} ms`],
    ['  ratio of p50', fanOut.p50Ratio, 'goal: 2.5 or less'],
    ...(map
      ? [
          ['Mounting 1,000 seats, CPU ×4', `${map.mountMs} ms (first ${map.firstMountMs} ms)`, 'goal: under 200 ms'],
          ['Repainting one of them, CPU ×4', `${map.repaintMs} ms`, 'goal: under 4 ms'],
        ]
      : [['Seat map', 'not measured: there is no Chromium']]),
  ];
  return rows.map(([name, value, goal = '']) => `${name.padEnd(36)}${String(value).padEnd(34)}${goal}`).join('\n');
}
