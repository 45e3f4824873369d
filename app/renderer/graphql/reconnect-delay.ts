const shortest = 500;
const longest = 10_000;

/**
 * How long to wait before attempt `attempt` (from 1), in ms: doubling from half a second to ten, and between half and
 * the whole of that by `random` (0 ≤ random < 1), so that a cinema's stations don't all come back in the same instant.
 */
export function reconnectDelay(attempt: number, random: number): number {
  const ceiling = Math.min(longest, shortest * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random / 2));
}
