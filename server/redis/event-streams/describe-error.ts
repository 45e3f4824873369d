const longest = 300;

/** What an error says, fit to be kept: one line of at most 300 characters, addresses without their passwords. */
export function describeError(error: unknown): string {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const line = message.replaceAll(/\s+/g, ' ').replaceAll(/\/\/[^/@\s]*@/g, '//');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
