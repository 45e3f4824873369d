/** Replaces every `-- @include name` line of a script by that fragment, so that scripts share code without copies. */
export function composeScript(source: string, includes: Readonly<Record<string, string>>): string {
  return source.replaceAll(/^-- @include (?<name>[\w-]+)$/gm, (_line, name: string) => {
    const fragment = includes[name];
    if (fragment === undefined) throw new Error(`there is no script fragment ${name}`);
    return fragment;
  });
}
