import path from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '..');
const at = (...segments: string[]) => path.join(root, ...segments);

/** Runs on Electron's Node and, under the Chromium host, on the machine's own, which may be as old as 20.19. */
const target = 'node20';

/** Binaries can't be bundled; they are packed beside the bundle (see electron-builder.yml). */
const native = ['@resvg/resvg-js'];

export default defineConfig({
  main: {
    root,
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
    // FOYER_RENDERER_ROOT lets the shell's own tests build a small page of theirs.
    root: process.env['FOYER_RENDERER_ROOT'] ?? at('app/renderer'),
    base: '/',
    publicDir: at('resources'),
    plugins: [react(), tailwindcss()],
    html: { cspNonce: 'FOYER_CSP_NONCE' },
    build: {
      target: 'chrome150',
      outDir: at('out/app/renderer'),
      emptyOutDir: true,
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: path.join(process.env['FOYER_RENDERER_ROOT'] ?? at('app/renderer'), 'index.html') },
    },
  },
});
