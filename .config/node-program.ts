import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig, type UserConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

interface NodeProgram {
  /** Below the repository. */
  readonly outDir: string;
  /** Name of the built file → its source below the repository. Sources that don't exist are left out. */
  readonly entries: Readonly<Record<string, string>>;
}

/** Bundles programs for Node: our own code in, packages of `node_modules` left to be imported. */
export function nodeProgram({ outDir, entries }: NodeProgram): UserConfig {
  const present = Object.entries(entries).filter(([, source]) => existsSync(path.join(root, source)));
  return defineConfig({
    root,
    // Nothing of these programs is served to a browser.
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: path.join(root, outDir),
      emptyOutDir: true,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(present.map(([name, source]) => [name, path.join(root, source)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}
