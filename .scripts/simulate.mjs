/**
 * `npm run simulate`: the box office in a box, many times over: `-- --seeds N --from M`, `-- --seed X` plays one again,
 * `-- --mutants` switches its guards off.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { onStopSignal, startChild, stopChildren } from './lib/children.mjs';
import { orSayWhy } from './lib/plain-error.mjs';
import { root } from './lib/root.mjs';

onStopSignal(stopChildren);
await bootstrap();
const { build } = await import('./build.mjs');
await orSayWhy(() => build(['server']));

const program = join(root, 'out/server/simulate.js');
const simulation = startChild(process.execPath, ['--enable-source-maps', program, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
const [code] = await once(simulation, 'exit');
process.exit(code ?? 1);
