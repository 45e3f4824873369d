import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The TypeScript files below some folders of `root`, as sorted paths with slashes. Missing folders have none. */
export async function sourceFiles(root, folders) {
  const lists = await Promise.all(folders.map((folder) => sourcesBelow(root, folder)));
  return lists.flat().sort();
}

async function sourcesBelow(root, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.includes('/generated/'));
}
