/** Operations a second of `lanes` workers that each repeat `operate` for `durationMs`, after a warm-up of a fifth of it. */
export async function throughput(
  lanes: number,
  durationMs: number,
  operate: (lane: number) => Promise<void>,
): Promise<number> {
  await repeatFor(lanes, durationMs / 5, operate);
  const startedAt = performance.now();
  const count = await repeatFor(lanes, durationMs, operate);
  return (count / (performance.now() - startedAt)) * 1_000;
}

async function repeatFor(lanes: number, durationMs: number, operate: (lane: number) => Promise<void>): Promise<number> {
  const end = performance.now() + durationMs;
  let count = 0;
  const run = async (lane: number): Promise<void> => {
    while (performance.now() < end) {
      await operate(lane);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_each, lane) => run(lane)));
  return count;
}

/** The value below which `share` (0 to 1) of the values lie. Throws on no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new RangeError('no values were measured');
  return value;
}
