import { createHash } from 'node:crypto';
import { InMemoryCache } from '@apollo/client/cache';
import { Kind, print, visit } from 'graphql';

/**
 * The client's operations as it sends them: `{ name, text, hash }` for each, sorted by name. The cache adds `__typename`
 * to every selection, so the texts are those that it makes. Throws when two operations share a name.
 */
export function documentManifest(documents) {
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const cache = new InMemoryCache();
  const entries = operations.map((operation) => {
    const used = namesSpreadIn(operation, fragments);
    const whole = [operation, ...fragments.filter(({ name }) => used.has(name.value))];
    const text = print(cache.transformDocument({ kind: Kind.DOCUMENT, definitions: whole }));
    return { name: operation.name.value, text, hash: createHash('sha256').update(text).digest('hex') };
  });
  const byName = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const twice = byName.find(({ name }, index) => name === byName[index + 1]?.name);
  if (twice) throw new Error(`There are two operations with the name ${twice.name}. Give one of them another name.`);
  return byName;
}

/** The names of the fragments that a definition spreads, directly or through others. */
function namesSpreadIn(definition, fragments, names = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      if (names.has(name.value)) return;
      names.add(name.value);
      const fragment = fragments.find((each) => each.name.value === name.value);
      if (fragment) namesSpreadIn(fragment, fragments, names);
    },
  });
  return names;
}
