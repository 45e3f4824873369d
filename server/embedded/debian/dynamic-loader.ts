import { join } from 'node:path';

/**
 * Programs of one Debian release run on another by the loader and the C library that came with them: the system's own
 * may be older. Nothing of the system is changed.
 */
export function dynamicLoader(prefix: string): string {
  return join(prefix, 'usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2');
}

export function libraryPath(prefix: string): string[] {
  return [join(prefix, 'usr/lib/x86_64-linux-gnu')];
}
