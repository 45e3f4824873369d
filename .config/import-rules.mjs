/**
 * Who may import whom: DESIGN in data. Paths are below the repository; a folder ends with a slash. The longest matching
 * `from` decides. What is in the same folder may always be imported.
 */

/** Files whose own place doesn't bind them inside their top folder: tests and what only tests use. */
export const isTest = (file) => /\.(test|spec)\.(ts|tsx)$|\/(testing|tests)(\/|\.ts$)|\/vitest-[a-z-]+\.ts$/.test(file);

/** What every file may import: assets and facts about the program, no code. */
export const commonTargets = ['resources/', 'package.json'];

export const tops = ['app/', 'server/', 'shared/'];

/** `packages: 'none'`: pure code, without packages and without Node. */
export const folderRules = [
  { from: 'shared/domain/', may: [], packages: 'none' },
  { from: 'shared/ipc/', may: ['shared/domain/'], packages: 'none' },

  { from: 'server/domain/', may: ['shared/domain/'], packages: 'none' },
  { from: 'server/demo/', may: ['shared/domain/'] },
  { from: 'server/mongo/', may: ['shared/domain/', 'server/domain/'] },
  { from: 'server/redis/', may: ['shared/domain/', 'server/domain/'] },
  {
    from: 'server/services/',
    may: [
      'shared/',
      'server/domain/',
      'server/mongo/',
      'server/redis/',
      'server/payments/',
      'server/demo/',
      'server/log.ts',
    ],
  },
  { from: 'server/graphql/', may: ['shared/', 'server/domain/', 'server/services/', 'server/http/', 'server/log.ts'] },
  { from: 'server/http/', may: ['shared/domain/', 'server/services/', 'server/payments/', 'server/log.ts'] },
  { from: 'server/payments/', may: ['shared/domain/', 'server/domain/', 'server/log.ts'] },
  // A program of its own.
  {
    from: 'server/payments/mock-gateway/',
    may: ['shared/domain/', 'server/payments/', 'server/http/', 'server/config.ts', 'server/log.ts'],
  },
  { from: 'server/workers/', may: ['shared/domain/', 'server/domain/', 'server/services/', 'server/log.ts'] },
  { from: 'server/embedded/', may: [] },
  // The real services over models of what they stand on: no engine, no network.
  {
    from: 'server/simulation/',
    may: [
      'shared/domain/',
      'server/domain/',
      'server/mongo/',
      'server/redis/',
      'server/services/',
      'server/workers/',
      'server/payments/',
      'server/demo/',
      'server/compose/',
      'server/config.ts',
      'server/log.ts',
    ],
  },
  // The entries, `compose.ts` and what only they use.
  { from: 'server/', may: ['shared/', 'server/'] },

  { from: 'app/main/', may: ['shared/domain/', 'shared/ipc/'] },
  { from: 'app/preload/', may: ['shared/ipc/'] },
  { from: 'app/renderer/', may: ['shared/'] },
  { from: 'app/host/', may: [] },
  { from: 'app/e2e/', may: ['shared/', 'app/host/'] },
];

/** Where a package may be imported; one that isn't listed may be anywhere. `node:` stands for Node's own modules. */
const serverPrograms = [
  'server/compose.ts',
  'server/stack.ts',
  'server/bench/',
  'server/simulation/',
  'server/torture/',
];
const windows = ['app/main/', 'app/preload/', 'app/host/', 'app/e2e/'];
export const packageRules = {
  mongodb: ['server/mongo/', 'server/embedded/', ...serverPrograms],
  redis: ['server/redis/', 'server/embedded/', ...serverPrograms],
  pg: ['server/embedded/'],
  bson: ['server/embedded/'],
  'oidc-provider': ['server/identity-provider/'],
  'openid-client': ['server/services/identity/'],
  'mongodb-memory-server-core': ['server/embedded/'],
  '@apollo/server': ['server/graphql/', 'server/bench/'],
  '@apollo/client': ['app/renderer/'],
  graphql: ['server/graphql/', 'server/bench/', 'app/renderer/', 'app/e2e/'],
  'graphql-ws': ['server/graphql/', 'server/bench/', 'server/torture/', 'app/renderer/', 'app/e2e/'],
  react: ['app/renderer/'],
  'react-dom': ['app/renderer/'],
  zustand: ['app/renderer/'],
  electron: windows,
  '@playwright/test': [...windows, 'server/bench/'],
  'node:': ['server/', 'app/main/', 'app/host/', 'app/e2e/'],
};

/** Fewer files than this were not a look at the whole program. */
export const minimumFiles = 500;
