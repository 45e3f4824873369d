/**
 * Codes that people read aloud: Crockford's base 32, which has no I, L, O or U.
 * Source: https://www.crockford.com/base32.html
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const codeLength = 8;

/** A pick-up code from random bytes (at least 8; 40 bits are used): `Q3RT9NXF`. */
export function codeFromBytes(bytes: Uint8Array): string {
  if (bytes.length < codeLength) throw new RangeError(`a code needs ${codeLength} random bytes`);
  return Array.from(bytes.slice(0, codeLength), (byte) => alphabet.charAt(byte & 31)).join('');
}

/** What a person typed or a scanner sent, as the code that is stored; undefined when it cannot be one. */
export function parseCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === codeLength && [...code].every((each) => alphabet.includes(each)) ? code : undefined;
}

/** The code as it is shown and printed: `Q3RT-9NXF`. */
export function formatCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
