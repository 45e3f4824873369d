/** `npm run package`: builds the station and packs it by electron-builder; parameters are passed on (`-- --dir`). */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap } from './bootstrap.mjs';
import { onStopSignal, stopChildren } from './lib/children.mjs';
import { orSayWhy } from './lib/plain-error.mjs';
import { root } from './lib/root.mjs';
import { show } from './lib/run.mjs';

onStopSignal(stopChildren);
await bootstrap([]);
const { build } = await import('./build.mjs');
await orSayWhy(() => build(['station']));
// The Electron that is here needn't be downloaded again.
const dist = join(root, 'node_modules/electron/dist');
const electron = existsSync(join(dist, 'version')) ? [`-c.electronDist=${dist}`] : [];
const parameters = ['--config', 'electron-builder.yml', ...electron, ...process.argv.slice(2)];
const code = await show(process.execPath, ['node_modules/electron-builder/cli.js', ...parameters]);
process.exit(code);
