import { posix } from 'node:path';
import { parseSync } from 'vite';

/**
 * What a source file imports: `{ specifier, line, target }`, where `target` is the path below the repository of what is
 * ours and undefined for packages. Throws an Error with the place when the source can't be parsed.
 */
export function readImports(file, source) {
  const { module, errors } = parseSync(file, source);
  const [error] = errors;
  if (error) throw new Error(`${file} can't be parsed: ${error.message}`);
  const requests = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest),
    ...module.staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest ?? [])),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => literal(moduleRequest, source)),
  ];
  return requests.map(({ value, start }) => ({
    specifier: value,
    line: source.slice(0, start).split('\n').length,
    target: targetOf(file, value),
  }));
}

/** The text of a dynamic import's argument; none when it is computed. */
function literal({ start, end }, source) {
  const match = /^(['"`])(?<value>[^$]*)\1$/.exec(source.slice(start, end));
  return match ? [{ value: match.groups.value, start }] : [];
}

function targetOf(file, specifier) {
  const [path] = specifier.split('?');
  if (path.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), path));
  if (path.startsWith('#')) return path.slice(1);
  return undefined;
}
