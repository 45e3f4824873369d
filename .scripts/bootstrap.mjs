/**
 * What every command begins with: makes sure that what it needs is on this machine, and installs what is missing. Uses
 * nothing but Node, because nothing else may be there yet.
 */
import { requireNode } from './lib/node-version.mjs';
import { installNpmPackages } from './lib/npm-packages.mjs';
import { orSayWhy } from './lib/plain-error.mjs';
import { installSystemPackages } from './lib/system-packages.mjs';

/** Prepares the machine; ends the program with a clear message when that can't be done. */
export async function bootstrap(needs = engineNeeds()) {
  requireNode();
  await orSayWhy(async () => {
    await installNpmPackages();
    await installSystemPackages(needs);
  });
}

/** What the server's engines need on this machine. */
export function engineNeeds() {
  return process.env.REDIS_URL ? [] : ['redis'];
}
