const digits = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '0'] as const;

/** `00` is for amounts, `clear` for PINs. */
export type KeypadKey = (typeof digits)[number] | '00' | 'clear' | 'erase';

/** Row by row, as on a till: sevens on top. `null` leaves the corner empty. */
export function keypadKeys(corner: '00' | 'clear' | null): readonly (KeypadKey | null)[] {
  return [...digits.slice(0, 9), corner, '0', 'erase'];
}

/**
 * What an entry of digits is after a key. At most `maximumLength` digits; a key that doesn't fit changes nothing.
 * An amount has no leading zeros (`isAmount`), a PIN may.
 */
export function pressKeypadKey(
  entry: string,
  key: KeypadKey,
  { maximumLength, isAmount = false }: { readonly maximumLength: number; readonly isAmount?: boolean },
): string {
  if (key === 'clear') return '';
  if (key === 'erase') return entry.slice(0, -1);
  const longer = isAmount ? (entry + key).replace(/^0+/, '') : entry + key;
  return longer.length > maximumLength ? entry : longer;
}
