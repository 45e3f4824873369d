import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './root.mjs';

const isWindows = process.platform === 'win32';

/** Programs that we started and that still run. */
const living = new Set();
let watchdog;

/**
 * Starts a program that ends with us, however we end: orderly by `stopChildren`, or by the watchdog when we are killed.
 */
export function startChild(file, parameters, options = {}) {
  // In a group of its own, so that Ctrl-C in a terminal reaches us alone, and we end our children in order.
  const child = spawn(file, parameters, { cwd: root, windowsHide: true, detached: !isWindows, ...options });
  if (child.pid === undefined) return child;
  living.add(child);
  tellWatchdog(`watch ${child.pid}`);
  child.once('exit', () => {
    living.delete(child);
    tellWatchdog(`forget ${child.pid}`);
  });
  return child;
}

/** Ends a child and waits until it is gone; one that doesn't listen is killed after `patience` milliseconds. */
async function stopChild(child, patience = 15_000) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  // Windows has no SIGTERM; programs of ours also end when their channel to us closes.
  if (isWindows && child.connected) child.disconnect();
  else child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), patience);
  await gone;
  clearTimeout(impatience);
}

/** Ends all children, the youngest first: windows before the server that they talk to. */
export async function stopChildren() {
  for (const child of [...living].reverse()) await stopChild(child);
}

/**
 * On Ctrl-C and SIGTERM runs `stop`, once, and ends with the code that tells of the signal unless `stop` returned one.
 */
export function onStopSignal(stop) {
  let stopping = false;
  const handle = async (signal) => {
    if (stopping) return;
    stopping = true;
    process.exit((await stop(signal)) ?? 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handle);
}

function tellWatchdog(line) {
  watchdog ??= startWatchdog();
  watchdog.stdin.write(`${line}\n`);
}

function startWatchdog() {
  const program = join(root, '.scripts/lib/watchdog.mjs');
  // Detached, so that Ctrl-C in a terminal doesn't reach it: it leaves when our end of its pipe closes.
  const child = spawn(process.execPath, [program], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  child.stdin.on('error', () => {});
  child.unref();
  child.stdin.unref?.();
  return child;
}
