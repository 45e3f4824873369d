import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countTests, playwrightCounts, vitestCounts } from './lib/test-report.mjs';

let folder;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'foyer-report-'))));
afterEach(() => rm(folder, { recursive: true }));

const vitestReport = (numbers) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...numbers,
});

async function written(report) {
  const file = join(folder, 'report.json');
  await writeFile(file, JSON.stringify(report));
  return file;
}

test('tests are counted by their outcome', async () => {
  const report = await written(
    vitestReport({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }),
  );
  expect(await countTests(1, report, vitestCounts)).toEqual({ passed: 7, failed: 2, skipped: 2 });
});

test('a test file that could not be loaded counts as a failure', async () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  const report = await written(vitestReport({ numPassedTests: 1, numFailedTests: 1, testResults }));
  expect(await countTests(1, report, vitestCounts)).toEqual({ passed: 1, failed: 2, skipped: 0 });
});

test('a flaky test and an error outside of tests count as failures', async () => {
  const report = await written({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] });
  expect(await countTests(1, report, playwrightCounts)).toEqual({ passed: 3, failed: 3, skipped: 2 });
});

test.each([
  ['ended with an error though all its tests passed', 1, vitestReport({ numPassedTests: 3 }), { passed: 3, failed: 1 }],
  ['was killed', 'SIGKILL', vitestReport({ numPassedTests: 3 }), { passed: 3, failed: 1 }],
  ['ran no test at all', 0, vitestReport({}), { passed: 0, failed: 1 }],
])('a runner that %s has failed', async (_, code, report, counts) => {
  expect(await countTests(code, await written(report), vitestCounts)).toMatchObject(counts);
});

test('a runner that left no report has failed', async () => {
  expect(await countTests(0, join(folder, 'missing.json'), vitestCounts)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
