import type { KeypadKey } from '../components/keypad-keys.ts';
import type { Bindings } from './shortcut-layers.ts';

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The keyboard's digits and Backspace, as the keys of a keypad. */
export function digitBindings(press: (key: KeypadKey) => void): Bindings {
  return {
    ...Object.fromEntries(digits.map((digit) => [digit, () => press(digit)])),
    Backspace: () => press('erase'),
  };
}
