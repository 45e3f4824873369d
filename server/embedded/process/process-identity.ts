import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/**
 * A process that can be recognised later: process ids are used again, so the moment it began is kept with it.
 * `began` is an opaque mark that only its own machine understands; undefined where the platform tells none.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly began: string | undefined;
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, began: processBegan(pid) };
}

/** True while that very process runs: not one that got its id after it ended. */
export function isAlive({ pid, began }: ProcessIdentity): boolean {
  if (!pidExists(pid)) return false;
  return began === undefined || processBegan(pid) === began;
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function processBegan(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') return linuxProcessBegan(pid);
    if (process.platform === 'darwin')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return undefined;
  } catch {
    return undefined;
  }
}

/** Clock ticks from boot to the process's start, with the boot's id. A zombie has ended and gets no mark. */
function linuxProcessBegan(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The program's name, in parentheses, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return 'ended';
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
}
