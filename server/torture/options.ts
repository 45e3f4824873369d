import { parseArgs } from 'node:util';

/** What a run is asked for. */
export interface TortureOptions {
  readonly seed: string;
  /** Answered operations after which it is enough; no end by count when it isn't given. */
  readonly operations: number;
  /** Faults before which it isn't enough. */
  readonly faults: number;
  /** After which it is enough in any case, in ms. */
  readonly lastsMs: number;
  /** From one fault to the next, at most, in ms. */
  readonly faultEveryMs: number;
  readonly isJson: boolean;
}

/** The command line can't be understood. The message says what is possible. */
export class UsageError extends Error {}

const usage = 'npm run torture -- [--seed N] [--minutes M] [--operations N] [--faults N] [--fault-every MS] [--json]';

/** Parses the command line. Throws `UsageError`. */
export function readOptions(parameters: readonly string[]): TortureOptions {
  const { seed, minutes, operations, faults, 'fault-every': faultEvery, json } = parse(parameters);
  return {
    seed: seed ?? String(Date.now() % 1_000_000),
    operations: operations === undefined ? Number.POSITIVE_INFINITY : positive('--operations', operations),
    lastsMs: positive('--minutes', minutes ?? (operations === undefined ? '2' : '120')) * 60_000,
    faults: faults === undefined ? 0 : positive('--faults', faults),
    faultEveryMs: positive('--fault-every', faultEvery ?? '2000'),
    isJson: json ?? false,
  };
}

function parse(parameters: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...parameters],
      options: {
        seed: text,
        minutes: text,
        operations: text,
        faults: text,
        'fault-every': text,
        json: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new UsageError(`${name} must be a number above 0.\n${usage}`);
}
