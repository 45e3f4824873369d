import { existsSync } from 'node:fs';
import { findProgram } from './programs.mjs';
import { withProgress } from './progress.mjs';
import { capture, ProgramError } from './run.mjs';
import { PlainError } from './plain-error.mjs';

/**
 * Programs outside npm: any of `programs` on PATH will do. `packages` are Debian's; the others are what a person may
 * type on a system where we don't install by ourselves.
 */
const needs = {
  redis: {
    programs: ['redis-server', 'valkey-server'],
    packages: ['redis-server'],
    otherwise: 'Redis is missing. Install it, or set REDIS_URL to one that runs elsewhere:',
    hints: {
      linux: "your package manager's redis (or valkey)",
      darwin: 'brew install redis',
      win32: 'winget install Memurai.MemuraiDeveloper   and set REDIS_URL=redis://127.0.0.1:6379',
    },
    // There the server unpacks a Redis of its own when it starts.
    isOptional: () => isDebian() && process.arch === 'x64',
  },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    packages: ['chromium'],
    otherwise: "Electron's binary can't be had here, and there is no Chromium to take its place. Install one:",
    hints: { linux: "your package manager's chromium", darwin: 'npx install-electron', win32: 'npx install-electron' },
  },
  display: {
    programs: ['Xvfb'],
    packages: ['xvfb', 'xauth'],
    otherwise: 'There is no display, and no Xvfb to make a virtual one. Install it, or use `npm start -- --headless`:',
    hints: { linux: "your package manager's xvfb" },
  },
};

/**
 * Makes sure that these needs are met: on Debian as root by apt, elsewhere by saying what to install. Throws a
 * `PlainError` when something is missing.
 */
export async function installSystemPackages(names) {
  const missing = names.filter((name) => !findProgram(...needs[name].programs));
  if (missing.length === 0) return;
  if (isDebian() && process.getuid() === 0) {
    await installByApt(missing.flatMap((name) => needs[name].packages));
    return;
  }
  const advice = missing.filter((name) => !needs[name].isOptional?.()).map(adviceFor);
  if (advice.length > 0) throw new PlainError([...advice, dockerAdvice].join('\n'));
}

async function installByApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...parameters) => capture('apt-get', ['-q', ...parameters], { env });
  try {
    await withProgress("Reading Debian's package lists", () => apt('update'));
    await withProgress(`Installing ${packages.join(', ')}`, () =>
      apt('install', '-y', '--no-install-recommends', ...packages),
    );
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    const lastLines = error.output.trim().split('\n').slice(-8).join('\n');
    throw new PlainError(`apt-get could not install ${packages.join(', ')}:\n${lastLines}`);
  }
}

function isDebian() {
  return process.platform === 'linux' && existsSync('/etc/debian_version') && findProgram('apt-get') !== undefined;
}

function adviceFor(name) {
  const { otherwise, hints, packages } = needs[name];
  const install = isDebian()
    ? `sudo apt-get install --no-install-recommends ${packages.join(' ')}`
    : hints[process.platform];
  return `${otherwise}\n  ${install ?? hints.linux}`;
}

const dockerAdvice = 'With Docker, `docker compose up` runs the server and its databases without installing anything.';
