import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/**
 * What a runner's JSON report counts. A runner that failed without a failed test (it could not start) counts as one
 * failure, so that nothing that went wrong adds up to none.
 */
export async function countTests(exitCode, report, countsOf) {
  const none = { passed: 0, failed: 0, skipped: 0 };
  const counts = existsSync(report) ? countsOf(JSON.parse(await readFile(report, 'utf8'))) : none;
  const isSilent = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return isSilent ? { ...counts, failed: 1 } : counts;
}

/** Files that can't be loaded have no tests to fail; each counts as one. */
export function vitestCounts({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + unloaded.length,
    skipped: numPendingTests + numTodoTests,
  };
}

/** A test that passed only when it was tried again has failed. */
export function playwrightCounts({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}
