/** The id that is `step` places from the chosen one, as far as the list goes. */
export function neighbour(ids: readonly string[], chosen: string | undefined, step: number): string | undefined {
  const position = chosen === undefined ? -1 : ids.indexOf(chosen);
  if (position === -1) return ids[0];
  return ids[Math.min(ids.length - 1, Math.max(0, position + step))];
}
