import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { run } from '../process/run.ts';

/** A program and its parameters. */
export type CommandLine = readonly [file: string, ...parameters: string[]];

/** How a database is run that refuses to run as root. */
export interface UnprivilegedUser {
  /** The command line that runs `command` as that user. */
  run(command: CommandLine): CommandLine;
  /** Hands a folder and all in it over to that user. */
  own(directory: string): Promise<void>;
}

/** Linux numbers of the capabilities that open folders which are closed to others. */
const CAP_DAC_OVERRIDE = { name: 'dac_override', bit: 1n };
const CAP_DAC_READ_SEARCH = { name: 'dac_read_search', bit: 2n };

/**
 * The user that databases run as: for root it is `nobody`, for everyone else themselves. `reached` are the folders
 * that it must get at; if one lies in a folder closed to others (as root's home is), it may pass through, and no more.
 */
export async function unprivilegedUser(reached: readonly string[]): Promise<UnprivilegedUser> {
  if (process.getuid?.() !== 0) return { run: (command) => command, own: () => Promise.resolve() };
  const uid = (await run('id', ['-u', 'nobody'])).trim();
  const gid = (await run('id', ['-g', 'nobody'])).trim();
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  const capabilities = reached.every(isReachableByOthers) ? [] : passThrough();
  return {
    run: (command) => ['setpriv', ...identity, ...capabilities, '--', ...command],
    own: async (directory) => void (await run('chown', ['-R', `${uid}:${gid}`, directory])),
  };
}

/** True if every folder above `path` may be entered by everybody. */
export function isReachableByOthers(path: string): boolean {
  const parent = dirname(path);
  if (parent === path) return true;
  const mode = statSync(parent, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o001) !== 0 && isReachableByOthers(parent);
}

function passThrough(): string[] {
  const bounding = BigInt(`0x${/^CapBnd:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'}`);
  // Containers often withhold the narrower one.
  const { name } = (bounding >> CAP_DAC_READ_SEARCH.bit) & 1n ? CAP_DAC_READ_SEARCH : CAP_DAC_OVERRIDE;
  const sets = ['inh-caps', 'ambient-caps', 'bounding-set'].map((set) => `--${set}=-all,+${name}`);
  // Else the kernel's access(2), by which programs look before they leap, would not count the capability.
  return [...sets, '--securebits=+no_setuid_fixup'];
}
