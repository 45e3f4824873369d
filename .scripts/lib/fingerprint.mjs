import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';

/**
 * A hash over the names and contents of files and folders below the repository. Paths that don't exist count as empty.
 * `isInput` may leave files out by their path.
 */
export async function fingerprint(paths, isInput = () => true) {
  const files = (await Promise.all(paths.map(filesBelow))).flat().filter(isInput).sort();
  const hash = createHash('sha256');
  const contents = await Promise.all(files.map((file) => readFile(join(root, file))));
  files.forEach((file, index) => hash.update(`${file}\0${contents[index].length}\0`).update(contents[index]));
  return hash.digest('hex');
}

async function filesBelow(path) {
  const info = await stat(join(root, path)).catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!info) return [];
  if (info.isFile()) return [path];
  const entries = await readdir(join(root, path), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
