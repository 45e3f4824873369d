import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './lib/root.mjs';

/** Starts a child that would live for ever, and says so. The child holds our pipe open for as long as it lives. */
const program = `
import { onStopSignal, startChild, stopChildren } from ${JSON.stringify(join(root, '.scripts/lib/children.mjs'))};
onStopSignal(stopChildren);
startChild(process.execPath, ['-e', process.argv[2]], { stdio: ['ignore', 'inherit', 'inherit'] });
`;

const patient = "setInterval(() => {}, 1e6); console.log('runs')";
const orderly = "process.on('SIGTERM', () => { console.log('stops'); process.exit() }); " + patient;

let folder;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foyer-children-'));
  await writeFile(join(folder, 'parent.mjs'), program);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the parent with this child, sends the signal when the child runs, and returns all lines once both are gone. */
async function linesUntilGone(childProgram, signal) {
  const parent = spawn(process.execPath, [join(folder, 'parent.mjs'), childProgram], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = [];
  const reader = createInterface({ input: parent.stdout });
  reader.on('line', (line) => {
    lines.push(line);
    if (line === 'runs') parent.kill(signal);
  });
  // The pipe closes when the last process that holds it is gone.
  await Promise.all([once(reader, 'close'), once(parent, 'exit')]);
  return lines;
}

test.each(['SIGTERM', 'SIGINT'])('on %s children end in good order', async (signal) => {
  expect(await linesUntilGone(orderly, signal)).toEqual(['runs', 'stops']);
});

test('children end even when we are killed', async () => {
  expect(await linesUntilGone(orderly, 'SIGKILL')).toEqual(['runs', 'stops']);
});
