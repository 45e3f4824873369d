/** One binary package, as apt describes it. */
export interface PackageRecord {
  readonly name: string;
  readonly version: string;
  /** Groups of alternatives; each group is satisfied by one of its names. */
  readonly depends: readonly (readonly string[])[];
  readonly provides: readonly string[];
}

/** Reads the paragraphs that `apt-cache show` prints. */
export function parsePackageRecords(paragraphs: string): PackageRecord[] {
  return paragraphs
    .split('\n\n')
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
      return {
        name: field('Package'),
        version: field('Version'),
        depends: [...parseRelations(field('Pre-Depends')), ...parseRelations(field('Depends'))],
        provides: parseRelations(field('Provides')).flat(),
      };
    });
}

/** `a (>= 1), b:any | c` → [[a], [b, c]]. */
function parseRelations(field: string): string[][] {
  if (field === '') return [];
  return field.split(',').map((group) => group.split('|').map((name) => name.trim().replace(/[ :(].*$/, '')));
}

/**
 * The packages that `roots` need, out of those that apt chose for a whole installation. A package that `isSkipped`
 * and whatever only it needs is left out: it serves an installed system, not a program in a private folder.
 */
export function packageClosure(
  roots: readonly string[],
  chosen: readonly PackageRecord[],
  isSkipped: (name: string) => boolean,
): PackageRecord[] {
  const byName = new Map(chosen.map((record) => [record.name, record]));
  const providers = (name: string) =>
    byName.has(name) ? [name] : chosen.filter((record) => record.provides.includes(name)).map((record) => record.name);
  const reached = new Map<string, PackageRecord>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const record = byName.get(name);
    if (record === undefined || reached.has(name) || isSkipped(name)) continue;
    reached.set(name, record);
    waiting.push(...record.depends.flat().flatMap(providers));
  }
  return [...reached.values()];
}
