import { invalid, type ValidationError } from './failures.ts';

const longestKey = 200;

/** The failure when an idempotency key can't be one. */
export function refuseKey(key: string): ValidationError | undefined {
  if (key.length >= 1 && key.length <= longestKey) return undefined;
  return invalid('idempotencyKey', `An idempotency key has 1 to ${longestKey} characters.`);
}
