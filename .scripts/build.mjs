/**
 * Builds what is stale: `node .scripts/build.mjs [unit …]`, all units when none is named. Prints nothing when all is
 * fresh.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { codegenUnit, programUnits } from './lib/build-units.mjs';
import { fingerprint } from './lib/fingerprint.mjs';
import { withLock } from './lib/lock.mjs';
import { orSayWhy, PlainError } from './lib/plain-error.mjs';
import { say, withProgress } from './lib/progress.mjs';
import { root } from './lib/root.mjs';
import { capture, ProgramError } from './lib/run.mjs';

const stampOf = (unit) => join(root, 'out/stamps', unit.name);
const isSource = (file) => !/\.test\.tsx?$/.test(file);

/** Brings the named units (all when none) up to date. Throws a `PlainError` with the tool's own words when one fails. */
export async function build(names = programUnits.map(({ name }) => name)) {
  await mkdir(join(root, 'out'), { recursive: true });
  await withLock(join(root, 'out/build.lock'), async () => {
    await bringUpToDate(codegenUnit);
    const outcomes = await Promise.allSettled(
      programUnits.filter(({ name }) => names.includes(name)).map(bringUpToDate),
    );
    const reasons = outcomes.flatMap(({ reason }) => reason ?? []);
    const bug = reasons.find((reason) => !(reason instanceof PlainError));
    if (bug) throw bug;
    if (reasons.length > 0) throw new PlainError(reasons.map(({ message }) => message).join('\n'));
  });
}

async function bringUpToDate(unit) {
  const hash = await fingerprint(unit.inputs, isSource);
  if (hash === (await stampOn(unit)) && unit.outputs.every((output) => existsSync(join(root, output)))) return;
  await rm(stampOf(unit), { force: true });
  try {
    await withProgress(unit.label, () => capture(process.execPath, unit.command));
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    throw new PlainError(process.stderr.isTTY ? error.output : stripVTControlCharacters(error.output));
  }
  await mkdir(dirname(stampOf(unit)), { recursive: true });
  await writeFile(stampOf(unit), hash);
}

async function stampOn(unit) {
  return readFile(stampOf(unit), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !programUnits.some((unit) => unit.name === name));
  if (unknown !== undefined) {
    say(`There is no unit "${unknown}". There are: ${programUnits.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  await orSayWhy(() => build(named.length > 0 ? named : undefined));
}
