/**
 * What is built: from which inputs, into which folder, by which command. Paths are below the repository. A unit is stale
 * when the hash over its inputs differs from the one that its last build left.
 */
const vite = (config) => ['node_modules/vite/bin/vite.js', 'build', '--config', config, '--logLevel', 'warn'];
const everywhere = ['shared', 'package.json', 'package-lock.json', 'tsconfig.json'];

export const codegenUnit = {
  name: 'codegen',
  label: 'Generating types from the schema',
  inputs: [
    'shared/schema',
    'app/renderer/operations',
    '.config/graphql-mappers.mjs',
    '.scripts/codegen.mjs',
    '.scripts/lib',
    'package-lock.json',
  ],
  outputs: ['shared/generated', 'server/graphql/generated', 'app/renderer/graphql/generated'],
  command: ['.scripts/codegen.mjs'],
};

export const programUnits = [
  {
    name: 'server',
    label: 'Building the server',
    inputs: [...everywhere, 'server', 'resources/fonts', '.config/server.vite.config.ts', '.config/node-program.ts'],
    outputs: ['out/server'],
    command: vite('.config/server.vite.config.ts'),
  },
  {
    name: 'station',
    label: 'Building the station',
    inputs: [...everywhere, 'app/main', 'app/preload', 'app/renderer', 'resources', '.config/electron.vite.config.ts'],
    outputs: ['out/app/main', 'out/app/preload', 'out/app/renderer'],
    command: [
      'node_modules/electron-vite/bin/electron-vite.js',
      'build',
      '--config',
      '.config/electron.vite.config.ts',
      '--logLevel',
      'warn',
    ],
  },
  {
    name: 'host',
    label: 'Building the Chromium host',
    inputs: [...everywhere, 'app/host', '.config/host.vite.config.ts'],
    outputs: ['out/host'],
    command: vite('.config/host.vite.config.ts'),
  },
  {
    name: 'launch',
    label: 'Building the launcher',
    inputs: [...everywhere, 'app/host', 'app/e2e', '.config/launch.vite.config.ts', '.config/node-program.ts'],
    outputs: ['out/launch'],
    command: vite('.config/launch.vite.config.ts'),
  },
  {
    name: 'bench',
    label: 'Building the page that measures the seat map',
    inputs: [...everywhere, 'app/renderer/components', 'app/renderer/styles', '.config/bench.vite.config.ts'],
    outputs: ['out/bench'],
    command: vite('.config/bench.vite.config.ts'),
  },
];
