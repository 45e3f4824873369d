/** `npm run torture`: a crowd of random clients while everything goes wrong; `-- --seed N --minutes M` repeats a run. */
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

const program = join(root, 'out/server/torture.js');
const torture = startChild(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
const [code] = await once(torture, 'exit');
process.exit(code ?? 1);
