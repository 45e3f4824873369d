/** `npm run bench`: builds the server and runs its benchmarks; `-- --json` for programs. */
import { join } from 'node:path';
import { once } from 'node:events';
import { bootstrap } from './bootstrap.mjs';
import { onStopSignal, startChild, stopChildren } from './lib/children.mjs';
import { orSayWhy } from './lib/plain-error.mjs';
import { root } from './lib/root.mjs';

onStopSignal(stopChildren);
await bootstrap();
const { build } = await import('./build.mjs');
await orSayWhy(() => build());
const bench = startChild(process.execPath, [join(root, 'out/server/bench.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
const [code] = await once(bench, 'exit');
process.exitCode = code ?? 1;
