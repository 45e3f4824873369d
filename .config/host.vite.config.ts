import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const outDir = path.join(root, 'out/host');

/** The executable that stands where Electron's would: runs the bundled host with the Node that runs the rest. */
const launcher = `#!/bin/sh
exec "\${npm_node_execpath:-node}" "$(dirname "$0")/host.js" "$@"
`;

/** Builds the Chromium host: the folder that `ELECTRON_OVERRIDE_DIST_PATH` may name. */
export default defineConfig({
  root,
  plugins: [pageScripts(), executable()],
  build: {
    ssr: true,
    target: 'node20',
    outDir,
    emptyOutDir: true,
    minify: false,
    rolldownOptions: {
      input: { host: path.join(root, 'app/host/host.ts') },
      external: builtinModules.flatMap((name) => [name, `node:${name}`]),
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true },
});

/** Makes `import source from './x.ts?script'` the text of a script that runs in a page. */
function pageScripts(): Plugin {
  return {
    name: 'page-scripts',
    async load(id) {
      if (!id.endsWith('?script')) return null;
      const entry = id.slice(0, -'?script'.length);
      const output = (await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          write: false,
          minify: false,
          target: 'chrome150',
          rolldownOptions: { input: entry, output: { format: 'iife' } },
        },
      })) as Rolldown.RolldownOutput;
      return `export default ${JSON.stringify(output.output[0].code)};`;
    },
  };
}

function executable(): Plugin {
  return {
    name: 'executable',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'electron', source: launcher });
    },
    writeBundle() {
      chmodSync(path.join(outDir, 'electron'), 0o755);
    },
  };
}
