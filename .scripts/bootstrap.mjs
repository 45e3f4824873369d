/**
 * What every command begins with: makes sure that what it needs is on this machine, and installs what is missing. Uses
 * nothing but Node, because nothing else may be there yet.
 */
import { requireNode } from './lib/node-version.mjs';
import { installNpmPackages } from './lib/npm-packages.mjs';
import { say } from './lib/progress.mjs';
import { SetupError } from './lib/setup-error.mjs';
import { installSystemPackages } from './lib/system-packages.mjs';

/** Prepares the machine; ends the program with a clear message when that can't be done. */
export async function bootstrap(needs = engineNeeds()) {
  requireNode();
  await orSayWhy(async () => {
    await installNpmPackages();
    await installSystemPackages(needs);
  });
}

/** Runs a step of the setup; a `SetupError` is told in its own words and ends the program. */
export async function orSayWhy(step) {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return process.exit(1);
  }
}

/** What the server's engines need on this machine. */
export function engineNeeds() {
  return process.env.REDIS_URL ? [] : ['redis'];
}
