import { invalid, type ValidationError } from './failures.ts';

/** A reason as it goes into the history, without the spaces around it; the failure when nothing or too much is left. */
export function reasonGiven(
  typed: string,
  longest = 500,
): { readonly reason: string } | { readonly failure: ValidationError } {
  const reason = typed.trim();
  if (reason.length > 0 && reason.length <= longest) return { reason };
  return { failure: invalid('reason', `Say why, in 1 to ${longest} characters.`) };
}
