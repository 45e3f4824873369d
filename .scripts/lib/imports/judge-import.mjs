/** Judges single imports by the rules of `.config/import-rules.mjs`. */
export function createJudge({ commonTargets, folderRules, isTest, packageRules, tops }) {
  const longestFirst = [...folderRules].sort((a, b) => b.from.length - a.from.length);
  const topOf = (path) => tops.find((top) => path.startsWith(top));

  /** The reason why `file` must not import this, undefined when it may. */
  function refuse(file, { specifier, target }) {
    return target === undefined ? refusePackage(file, specifier) : refuseFile(file, target);
  }

  function refuseFile(file, target) {
    if (commonTargets.some((allowed) => covers(allowed, target))) return undefined;
    if (!/\.[a-z]+$/.test(target)) return 'name the file with its extension';
    if (isTest(file)) {
      const own = topOf(file);
      return covers(own, target) || covers('shared/', target)
        ? undefined
        : `tests of ${own} may only import ${own} and shared/`;
    }
    if (isTest(target)) return 'only tests may import what is made for tests';
    const rule = ruleOf(file);
    if ([rule.from, ...rule.may].some((allowed) => covers(allowed, target))) return undefined;
    return `${rule.from} may only import ${[rule.from, ...rule.may].join(', ')}`;
  }

  function refusePackage(file, specifier) {
    if (isTest(file)) return undefined;
    if (ruleOf(file).packages === 'none') return `${ruleOf(file).from} imports no packages`;
    const name = specifier.startsWith('node:') ? 'node:' : packageName(specifier);
    const places = packageRules[name];
    if (!places || places.some((place) => covers(place, file))) return undefined;
    return `${name} may only be imported in ${places.join(', ')}`;
  }

  function ruleOf(file) {
    const rule = longestFirst.find(({ from }) => covers(from, file));
    if (!rule) throw new Error(`no import rule covers ${file}`);
    return rule;
  }

  return { refuse, ruleOf };
}

const covers = (place, path) => (place.endsWith('/') ? path.startsWith(place) : path === place);
const packageName = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
