import path from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');

/** The page on which the seat map is measured, built as the station's page is. It is no part of the product. */
export default defineConfig({
  root: path.join(root, 'app/renderer/components/seat-map/bench'),
  base: './',
  publicDir: false,
  plugins: [react(), tailwindcss()],
  build: { outDir: path.join(root, 'out/bench'), emptyOutDir: true, minify: true, reportCompressedSize: false },
});
