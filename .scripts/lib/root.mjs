import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. (`import.meta.dirname` is younger than some Nodes that must still read our message.) */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
