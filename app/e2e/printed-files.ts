import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** How a file of each kind begins. */
const beginnings = { '.pdf': Buffer.from('%PDF-'), '.png': Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1') } as const;

export type PrintedKind = keyof typeof beginnings;

/**
 * What came out of the virtual printer, by kind, oldest name first.
 * @throws Error when a file is not what its name says
 */
export function printedFiles(printDirectory: string, kind: PrintedKind): readonly string[] {
  const files = readdirSync(printDirectory)
    .filter((name) => name.endsWith(kind))
    .map((name) => path.join(printDirectory, name));
  for (const file of files) {
    const beginning = beginnings[kind];
    if (!readFileSync(file).subarray(0, beginning.length).equals(beginning)) throw new Error(`${file} is damaged`);
  }
  return files.toSorted();
}
