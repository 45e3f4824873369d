import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';

/**
 * A tiny process that outlives this one by a moment. It reads commands from a pipe whose other end only this process
 * holds; however this process ends, even by SIGKILL, the pipe closes, and the watchdog then stops the engines.
 *
 * Its program is passed as text (`node -e`), because the programs are bundled and a file of its own would have to be
 * found again beside each bundle.
 */
const WATCHDOG_PROGRAM = `
  const watched = new Map();
  const send = (pid, signal) => { try { process.kill(pid, signal); return true; } catch { return false; } };
  const lines = require('node:readline').createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    const [verb, pid, signal] = line.split(' ');
    if (verb === 'watch') watched.set(Number(pid), signal);
    else watched.delete(Number(pid));
  });
  lines.on('close', () => {
    for (const [pid, signal] of watched) send(pid, signal);
    const deadline = Date.now() + 8000;
    const check = () => {
      for (const pid of watched.keys()) if (!send(pid, 0)) watched.delete(pid);
      if (watched.size === 0) process.exit();
      if (Date.now() > deadline) for (const pid of watched.keys()) send(pid, 'SIGKILL');
      setTimeout(check, 50);
    };
    check();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
`;

let commands: Writable | undefined;

/** Asks the watchdog to send `signal` to `pid` (and SIGKILL 8 s later) when this process is gone. */
export function watchProcess(pid: number, signal: NodeJS.Signals): void {
  commands ??= startWatchdog();
  commands.write(`watch ${pid} ${signal}\n`);
}

/** The process has ended and its id may be used again. */
export function unwatchProcess(pid: number): void {
  commands?.write(`forget ${pid}\n`);
}

function startWatchdog(): Writable {
  const watchdog = spawn(process.execPath, ['-e', WATCHDOG_PROGRAM], {
    // A group of its own, so that Ctrl-C in a terminal does not reach it.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
    // Under Electron, execPath is Electron itself.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
  });
  watchdog.on('exit', () => (commands = undefined));
  watchdog.stdin.on('error', () => (commands = undefined));
  watchdog.unref();
  (watchdog.stdin as Writable & { unref?: () => void }).unref?.();
  return watchdog.stdin;
}
