import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const at = (...segments: string[]) => path.join(root, ...segments);

/** Runs on Electron's Node and, under the Chromium host, on the machine's own, which may be as old as 20.19. */
const target = 'node20';

/** Binaries can't be bundled; they are packed beside the bundle (see electron-builder.yml). */
const native = ['@resvg/resvg-js'];

export default defineConfig({
  main: {
    root,
    plugins: [printerFonts()],
    build: {
      target,
      outDir: at('out/app/main'),
      minify: true,
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { main: at('app/main/main.ts') },
        external: native,
        output: { format: 'es' },
      },
    },
  },
  preload: {
    root,
    build: {
      target,
      outDir: at('out/app/preload'),
      minify: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('app/preload/preload.ts') },
        // The sandbox runs scripts, not modules.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('app/renderer'),
    base: '/',
    publicDir: at('resources'),
    plugins: [react(), tailwindcss(), pageResources()],
    html: { cspNonce: 'FOYER_CSP_NONCE' },
    build: {
      target: 'chrome150',
      outDir: at('out/app/renderer'),
      emptyOutDir: true,
      minify: true,
      assetsInlineLimit: 0,
      // Done by the plugin, which leaves out what is not for the page.
      copyPublicDir: false,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: at('app/renderer/index.html') },
    },
  },
});

/** The printer's fonts, beside the main process. */
function printerFonts(): Plugin {
  return copyOf('resources/fonts/print', 'fonts/', (file) => /\.(ttf|txt)$/.test(file));
}

/** What the page shows under `resources/` (posters, logo, …), beside the page. */
function pageResources(): Plugin {
  return copyOf('resources', '', (file) => !/^(fonts|icons)\//.test(file));
}

/** Copies the wanted files of a folder, named by their path in it, into the build. */
function copyOf(folder: string, prefix: string, isWanted: (file: string) => boolean): Plugin {
  return {
    name: `copy-of-${folder}`,
    generateBundle() {
      const entries = readdirSync(at(folder), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      );
      const files = entries.map((entry) => path.relative(at(folder), path.join(entry.parentPath, entry.name)));
      for (const file of files.map((name) => name.replaceAll(path.sep, '/')).filter(isWanted)) {
        this.emitFile({ type: 'asset', fileName: prefix + file, source: readFileSync(at(folder, file)) });
      }
    },
  };
}
