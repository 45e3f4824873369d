/**
 * An e-mail address as it is stored and compared: without surrounding space, in lower case and one Unicode form.
 * Undefined when it can't be an address.
 */
export function normalizeEmail(typed: string): string | undefined {
  const email = typed.trim().normalize('NFKC').toLowerCase();
  const isPlausible = email.length <= 254 && /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/.test(email);
  return isPlausible ? email : undefined;
}
