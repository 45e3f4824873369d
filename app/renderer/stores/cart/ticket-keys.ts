/** Keys that mean something else during a sale. */
const reserved = new Set('bwpemnotr'.split(''));

/**
 * A letter for each ticket type: the first of its name that is still free (`Adult` → `a`). A type whose letters are all
 * taken has none.
 */
export function ticketKeys(names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const taken = new Set(reserved);
  const keys = new Map<string, string>();
  for (const [ticketType, name] of names) {
    const key = [...name.toLowerCase()].find((letter) => /\p{Letter}/u.test(letter) && !taken.has(letter));
    if (key === undefined) continue;
    taken.add(key);
    keys.set(ticketType, key);
  }
  return keys;
}
