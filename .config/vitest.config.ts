import { defineConfig } from 'vitest/config';

/**
 * Three projects by what a test needs: `unit` nothing, `engines` a real MongoDB-protocol engine and a real Redis
 * (started once, shared by all files, each file in a database and key prefix of its own), `screen` a DOM.
 */
export default defineConfig({
  // One graphql for our code and for the packages beside it: it refuses schemas of a second copy of itself.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    // For a machine that does other things too; a test that hangs is still found.
    testTimeout: 20_000,
    expect: { poll: { timeout: 15_000 } },
    setupFiles: ['.config/vitest-patience.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,server,shared}/**/*.test.ts', '.scripts/**/*.test.mjs'],
          exclude: ['**/*.engines.test.ts', '**/node_modules/**', 'out/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'engines',
          globalSetup: ['server/embedded/vitest-global-setup.ts'],
          include: ['{app,server,shared}/**/*.engines.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'screen',
          environment: 'happy-dom',
          include: ['app/renderer/**/*.test.tsx'],
        },
      },
    ],
  },
});
