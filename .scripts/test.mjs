/**
 * `npm test`: everything that is checked, step by step, and one closing line `N passed, N failed`. Names of steps run
 * only these: `npm test -- unit integration`. A failed step doesn't keep the others from running.
 */
import { bootstrap } from './bootstrap.mjs';
import { onStopSignal, stopChildren } from './lib/children.mjs';
import { PlainError } from './lib/plain-error.mjs';
import { say } from './lib/progress.mjs';

onStopSignal(async () => {
  await stopChildren();
  return 130;
});
await bootstrap();
// Only now, because they need packages.
const { testSteps } = await import('./lib/test-steps.mjs');

const chosen = chooseSteps(process.argv.slice(2));
const results = await runSteps(chosen);
await stopChildren();
summarise(results);

/** The named steps and what they need; all when none is named. */
function chooseSteps(names) {
  const unknown = names.find((name) => !testSteps.some((step) => step.name === name));
  if (unknown) {
    say(`There is no step "${unknown}". There are: ${testSteps.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  const wanted = new Set(names.length > 0 ? names : testSteps.map(({ name }) => name));
  for (const { name, after } of testSteps) if (wanted.has(name)) for (const earlier of after) wanted.add(earlier);
  return testSteps.filter(({ name }) => wanted.has(name));
}

async function runSteps(steps) {
  const done = new Map();
  for (const step of steps) {
    const startedAt = performance.now();
    say(`\n── ${step.name} ${'─'.repeat(60 - step.name.length)}`);
    const failed = step.after.find((name) => done.get(name).failed > 0);
    const result = failed ? notRun(failed) : await runStep(step);
    done.set(step.name, { ...result, seconds: (performance.now() - startedAt) / 1_000 });
  }
  return done;
}

/** A step that breaks counts as one failure, so that the others still run and the sum is still told. */
async function runStep({ run }) {
  try {
    return await run();
  } catch (error) {
    say(error instanceof PlainError ? error.message : error.stack);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function notRun(failed) {
  say(`Not run, because ${failed} failed.`);
  return { passed: 0, failed: 0, skipped: 0, note: `not run, because ${failed} failed` };
}

function summarise(done) {
  const sum = { passed: 0, failed: 0 };
  console.log('');
  for (const [name, { passed, failed, skipped, seconds, note }] of done) {
    sum.passed += passed;
    sum.failed += failed;
    const counts = note ?? `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(`${failed > 0 || note ? '✗' : '✓'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s   ${counts}`);
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed > 0 ? 1 : 0;
}
