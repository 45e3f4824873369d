import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../build.mjs';
import { generateAll } from '../codegen.mjs';
import { root } from './root.mjs';
import { show } from './run.mjs';
import { prepareStation } from './station.mjs';
import { countTests, playwrightCounts, vitestCounts } from './test-report.mjs';

/**
 * The steps of `npm test` in their order. `run` gives `{ passed, failed, skipped }`: a check counts as one, a test suite
 * as its tests. `after` names the steps without whose success this one can't say anything.
 */
export const testSteps = [
  { name: 'codegen', after: [], run: () => generateAll().then(succeeded) },
  check('lint', 'node_modules/oxlint/bin/oxlint', '--config', '.config/oxlint.json', '--type-aware'),
  check('imports', '.scripts/check-imports.mjs'),
  check('format', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  check('types', 'node_modules/typescript/bin/tsc', '--project', '.'),
  check('unused', 'node_modules/knip/bin/knip.js', '--no-progress'),
  vitest('unit', ['unit', 'screen']),
  { name: 'build', after: ['codegen'], run: () => build().then(succeeded) },
  { ...vitest('integration', ['engines']), after: ['codegen', 'build'] },
  { name: 'e2e', run: endToEnd, after: ['codegen', 'build'] },
];

const succeeded = () => ({ passed: 1, failed: 0, skipped: 0 });
const failed = () => ({ passed: 0, failed: 1, skipped: 0 });

/** A tool that either finds something or doesn't. */
function check(name, ...command) {
  return {
    name,
    after: ['codegen'],
    run: async () => ((await show(process.execPath, command)) === 0 ? succeeded() : failed()),
  };
}

function vitest(name, projects) {
  const parameters = [
    'run',
    '--root',
    '.',
    '--config',
    '.config/vitest.config.ts',
    ...projects.map((project) => `--project=${project}`),
  ];
  const run = async () => {
    const report = await freshReport(name);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await show(process.execPath, ['node_modules/vitest/vitest.mjs', ...parameters, ...reporters]);
    return countTests(code, report, vitestCounts);
  };
  return { name, after: ['codegen'], run };
}

async function endToEnd() {
  const report = await freshReport('e2e');
  const { env } = await prepareStation();
  const command = ['node_modules/@playwright/test/cli.js', 'test', '--config', '.config/playwright.config.ts'];
  const code = await show(process.execPath, command, { env: { ...process.env, ...env } });
  return countTests(code, report, playwrightCounts);
}

/** Where a runner is to write its report; one of an earlier run is gone. */
async function freshReport(name) {
  const file = join(root, 'out/test-results', `${name}.json`);
  await rm(file, { force: true });
  return file;
}
