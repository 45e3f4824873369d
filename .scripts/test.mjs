/**
 * `npm test`: everything that is checked, step by step, and one closing line `N passed, N failed`. Names of steps run
 * only these: `npm test -- unit integration`. A failed step doesn't keep the others from running.
 */
import { bootstrap, orSayWhy } from './bootstrap.mjs';
import { onStopSignal, stopChildren } from './lib/children.mjs';
import { say } from './lib/progress.mjs';

onStopSignal(async () => {
  await stopChildren();
  return 130;
});
await bootstrap();
// Only now, because they need packages.
const { generateAll } = await import('./codegen.mjs');
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
  for (const { name, after } of testSteps) if (wanted.has(name) && after) wanted.add(after);
  return testSteps.filter(({ name }) => wanted.has(name));
}

async function runSteps(steps) {
  await generateAll();
  const done = new Map();
  for (const { name, after, run } of steps) {
    const startedAt = performance.now();
    say(`\n── ${name} ${'─'.repeat(60 - name.length)}`);
    const result = done.get(after)?.failed > 0 ? notRun(after) : await orSayWhy(run);
    done.set(name, { ...result, seconds: (performance.now() - startedAt) / 1_000 });
  }
  return done;
}

function notRun(after) {
  say(`Not run, because ${after} failed.`);
  return { passed: 0, failed: 0, skipped: 0, note: `not run, ${after} failed` };
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
