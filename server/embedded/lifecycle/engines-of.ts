import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessIdentity } from '../process/process-identity.ts';

const folders = {
  redis: ['redis'],
  mongodb: [join('mongodb', 'mongod'), join('mongodb', 'documentdb')],
} as const;

/** The engines that run, or ran last, on the data folder; Redis first. */
export function enginesOf(
  dataDirectory: string,
  parts: readonly (keyof typeof folders)[] = ['redis', 'mongodb'],
): ProcessIdentity[] {
  return parts.flatMap((part) =>
    folders[part].flatMap((folder) => readIdentity(join(dataDirectory, folder, 'process.json'))),
  );
}

function readIdentity(file: string): ProcessIdentity[] {
  try {
    return [JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity];
  } catch {
    return [];
  }
}
