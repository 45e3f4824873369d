import { mkdirSync, readFileSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import path from 'node:path';

export interface SingleInstanceLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly started: string;
}

/**
 * Takes a user-data folder for this process, or tells the process that has it. Synchronous, as Electron's is: a file
 * that only one process can make, which names its maker; one left behind by a dead process doesn't count.
 * @param onSecond hears the arguments of each later start
 */
export function takeSingleInstanceLock(
  userData: string,
  onSecond: (commandLine: readonly string[], workingDirectory: string) => void,
): SingleInstanceLock | null {
  const lockFile = path.join(userData, 'instance.lock');
  const calls = path.join(userData, 'instance-calls');
  mkdirSync(calls, { recursive: true });
  if (!claim(lockFile)) {
    const call = JSON.stringify({ commandLine: process.argv, workingDirectory: process.cwd() });
    writeFileSync(path.join(calls, `${process.pid}.json`), call);
    return null;
  }
  const watcher = watchCalls(calls, onSecond);
  return {
    release() {
      watcher.close();
      rmSync(lockFile, { force: true });
    },
  };
}

function claim(lockFile: string): boolean {
  const own = JSON.stringify({ pid: process.pid, started: startTime(process.pid) });
  for (;;) {
    try {
      writeFileSync(lockFile, own, { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isHeld(lockFile)) return false;
    rmSync(lockFile, { force: true });
  }
}

function isHeld(lockFile: string): boolean {
  try {
    const holder = JSON.parse(readFileSync(lockFile, 'utf8')) as Holder;
    return startTime(holder.pid) === holder.started;
  } catch {
    // Torn by a crash between making and writing it.
    return false;
  }
}

/** When a process started, in clock ticks since boot: a pid alone may have been given to another process since. */
function startTime(pid: number): string | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
    return afterName.split(' ')[19];
  } catch {
    return undefined;
  }
}

function watchCalls(
  folder: string,
  onSecond: (commandLine: readonly string[], workingDirectory: string) => void,
): FSWatcher {
  const watcher = watch(folder, (_event, name) => {
    const file = path.join(folder, name ?? '');
    try {
      const call = JSON.parse(readFileSync(file, 'utf8')) as { commandLine: string[]; workingDirectory: string };
      rmSync(file);
      onSecond(call.commandLine, call.workingDirectory);
    } catch {
      // Not there any more, or still being written: its last write calls again.
    }
  });
  watcher.unref();
  return watcher;
}
