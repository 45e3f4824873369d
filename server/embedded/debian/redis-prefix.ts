import { join } from 'node:path';
import type { CommandLine } from './unprivileged-user.ts';
import { dynamicLoader, libraryPath } from './dynamic-loader.ts';
import { privatePrefix, type PrefixOptions, type PrefixRecipe } from './private-prefix.ts';

const RECIPE: PrefixRecipe = {
  name: 'redis-debian-13',
  title: 'Redis',
  suite: 'trixie',
  roots: ['redis-tools', 'redis-server'],
  skipped: /^(adduser|init-system-helpers|lsb-base|passwd|perl|debconf|libpam|systemd$|procps)/,
  excluded: ['./usr/share/doc', './usr/share/man', './usr/share/locale', './etc', './var'],
  finish: () => Promise.resolve(),
};

/** The command that runs a Redis unpacked into the cache, with the libraries it was built for. */
export async function redisPrefix(options: PrefixOptions): Promise<CommandLine> {
  const prefix = await privatePrefix(RECIPE, options);
  const program = join(prefix, 'usr/bin/redis-server');
  // redis-server is a link to redis-check-rdb's program, which looks at its own name.
  return [dynamicLoader(prefix), '--library-path', libraryPath(prefix).join(':'), '--argv0', 'redis-server', program];
}
