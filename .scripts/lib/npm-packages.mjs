import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from './progress.mjs';
import { root } from './root.mjs';
import { capture, ProgramError } from './run.mjs';
import { PlainError } from './plain-error.mjs';

const stampFile = join(root, 'node_modules/.foyer-stamp');

/** Installs the packages of `package-lock.json` unless exactly these are there. Throws a `PlainError` when npm fails. */
export async function installNpmPackages() {
  const lock = await readFile(join(root, 'package-lock.json'));
  // Packages with programs differ by platform: a folder that was copied from another one must not count.
  const stamp = createHash('sha256').update(lock).update(`${process.platform} ${process.arch}`).digest('hex');
  if (stamp === (await textOf(stampFile))) return;
  if (!(await isInstalled(JSON.parse(lock)))) await withProgress('Installing npm packages', install);
  await writeFile(stampFile, stamp);
}

/**
 * Whether npm itself has left exactly the locked packages. What the hidden lock file lacks may only be optional: packages
 * for other platforms.
 */
async function isInstalled(lock) {
  const hidden = await textOf(join(root, 'node_modules/.package-lock.json'));
  if (hidden === undefined) return false;
  const installed = JSON.parse(hidden).packages;
  return Object.entries(lock.packages).every(([path, { integrity, optional }]) => {
    if (path === '') return true;
    return installed[path] ? installed[path].integrity === integrity : optional === true;
  });
}

async function install() {
  const parameters = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [file, ...first] = npmCommand();
  try {
    await capture(file, [...first, ...parameters], { shell: file === 'npm.cmd' });
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new PlainError(`npm could not install the packages (is the registry within reach?):\n${error.output.trim()}`);
  }
}

/** The npm that started us, or the one on PATH. */
function npmCommand() {
  const { npm_execpath: npm } = process.env;
  if (npm && /\.c?js$/.test(npm) && /npm/.test(npm)) return [process.execPath, npm];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

async function textOf(file) {
  return readFile(file, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
