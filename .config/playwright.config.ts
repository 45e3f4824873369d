import path from 'node:path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(import.meta.dirname, '..');

/**
 * End to end: the station's programs as a person would use them. On Electron itself, or on the Chromium host by
 * ELECTRON_OVERRIDE_DIST_PATH; `npm test` finds out which.
 */
export default defineConfig({
  testDir: path.join(root, 'app'),
  testMatch: ['e2e/**/*.spec.ts', 'host/tests/**/*.spec.ts', 'main/**/*.spec.ts'],
  outputDir: path.join(root, 'out/test-results/e2e'),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test has several processes of its own; two such tests at once would only wait for each other.
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json', { outputFile: path.join(root, 'out/test-results/e2e.json') }]],
});
