import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { say } from './progress.mjs';

/** Does `work` while holding a lock file, so that two commands don't write the same folders. */
export async function withLock(file, work) {
  await take(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file) {
  for (let told = false; !(await claim(file)); told = true) {
    const holder = await readFile(file, 'utf8').catch(() => undefined);
    if (holder !== undefined && !isAlive(Number(holder))) await rm(file, { force: true });
    else if (!told) say(`Waiting for another build (process ${holder}) …`);
    await pause(200);
  }
}

/** Puts our process id there in one step, unless somebody's is. */
async function claim(file) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, String(process.pid));
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
