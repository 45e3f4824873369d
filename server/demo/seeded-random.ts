/** Gives numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

/** A repeatable source: the same seed always gives the same numbers. For believable demo data, not for secrets. */
export function seededRandom(seed: string): Random {
  let state = hash(seed);
  return () => {
    // Mulberry32: one 32-bit word of state is plenty for choosing seats.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let position = 0; position < text.length; position += 1) {
    value = Math.imul(value ^ text.charCodeAt(position), 0x01000193);
  }
  return value;
}
