/** What the first element of a script's reply means; the same numbers stand at the end of `prologue.lua`. */
export const replyCodes = {
  ok: 1,
  mapMissing: -1,
  unavailable: -2,
  conflict: -3,
  expired: -4,
  tooMany: -5,
  empty: -6,
  superseded: -7,
  unknownSeat: -8,
} as const;

type FailureCode = Exclude<keyof typeof replyCodes, 'ok'>;

export type Reply = readonly [code: number, ...values: (string | number)[]];

const nameByCode = new Map<number, FailureCode>(
  Object.entries(replyCodes).flatMap(([name, code]) => (name === 'ok' ? [] : [[code, name as FailureCode] as const])),
);

/**
 * The failure that a reply tells, undefined for success. Throws on a failure that the operation can't have, because then
 * script and caller disagree.
 */
export function failureOf<Expected extends FailureCode>(
  reply: Reply,
  expected: readonly Expected[],
): Expected | undefined {
  const [code] = reply;
  if (code === replyCodes.ok) return undefined;
  const name = nameByCode.get(code);
  const found = expected.find((each) => each === name);
  if (found === undefined) throw new Error(`a script replied ${name ?? String(code)}, which this operation can't have`);
  return found;
}
