/**
 * Checks who imports whom (`.config/import-rules.mjs`) and that no imports go in a circle. Fails when it didn't look at
 * the whole program: a check that saw nothing must not pass.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as projectRules from '../.config/import-rules.mjs';
import { findCycles } from './lib/imports/find-cycles.mjs';
import { createJudge } from './lib/imports/judge-import.mjs';
import { readImports } from './lib/imports/read-imports.mjs';
import { sourceFiles } from './lib/imports/source-files.mjs';
import { root as projectRoot } from './lib/root.mjs';

/** Returns how many files were looked at and all problems, each as one line. */
export async function checkImports(root, rules) {
  const files = await sourceFiles(root, rules.tops);
  const judge = createJudge(rules);
  const graph = new Map();
  const problems = [];
  for (const file of files) {
    const imports = readImports(file, await readFile(join(root, file), 'utf8'));
    graph.set(
      file,
      imports.flatMap(({ target }) => target ?? []),
    );
    for (const each of imports) {
      const reason = judge.refuse(file, each);
      if (reason) problems.push(`${file}:${each.line} imports ${each.specifier}: ${reason}`);
    }
  }
  for (const cycle of findCycles(graph)) problems.push(`imports go in a circle: ${[...cycle, cycle[0]].join(' → ')}`);
  return { files: files.length, problems: [...problems, ...oversights(files, rules, judge)] };
}

/** What shows that the check itself looked past something. */
function oversights(files, { folderRules, minimumFiles, tops }, judge) {
  const used = new Set(files.map((file) => judge.ruleOf(file).from));
  return [
    ...(files.length < minimumFiles
      ? [`only ${files.length} files were looked at; at least ${minimumFiles} were expected`]
      : []),
    ...tops.filter((top) => !files.some((file) => file.startsWith(top))).map((top) => `${top} has no files`),
    ...folderRules.filter(({ from }) => !used.has(from)).map(({ from }) => `the rule for ${from} applies to no file`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, problems } = await checkImports(projectRoot, projectRules);
  for (const problem of problems) console.error(problem);
  console.error(`${files} files looked at, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
