import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startChild } from './children.mjs';
import { root } from './root.mjs';

/**
 * Starts the built server with its engines. `ready` is what it prints when everything runs: `{ line, addresses }`, or
 * undefined when it ended before that (it has said why on stderr). `ended` is its exit code.
 */
export function startStack(env = process.env) {
  const child = startChild(process.execPath, [join(root, 'out/server/stack.js')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => code ?? 1);
  const firstLine = once(createInterface({ input: child.stdout }), 'line').then(([line]) => ({
    line,
    addresses: JSON.parse(line),
  }));
  return { ended, ready: Promise.race([firstLine, ended.then(() => undefined)]) };
}
