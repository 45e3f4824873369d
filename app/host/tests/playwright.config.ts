import { defineConfig } from '@playwright/test';

/** The shell under Playwright's Electron driver; on Electron itself, or on the Chromium host by ELECTRON_OVERRIDE_DIST_PATH. */
export default defineConfig({
  testDir: '../..',
  testMatch: ['host/tests/*.spec.ts', 'main/*.spec.ts'],
  outputDir: '../../../out/test-results/host',
  timeout: 30_000,
  workers: 1,
  reporter: 'list',
  forbidOnly: Boolean(process.env['CI']),
});
