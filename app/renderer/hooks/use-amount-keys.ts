import { useState } from 'react';
import { useShortcuts } from './use-shortcuts.ts';
import { typeAmount } from './typed-amount.ts';

interface AmountKeys {
  /** Minor units. */
  readonly amount: number;
  readonly press: (key: string) => void;
}

const digits = '0123456789'.split('');

/** An amount that is typed on a keypad or on the keyboard; Enter ends it. */
export function useAmountKeys(onEnter: (amount: number) => void, options: { readonly isModal?: boolean } = {}): AmountKeys {
  const [amount, setAmount] = useState(0);
  const press = (key: string) => setAmount((before) => typeAmount(before, key));
  useShortcuts(
    {
      ...Object.fromEntries(digits.map((digit) => [digit, () => press(digit)])),
      Backspace: () => press('erase'),
      Enter: () => onEnter(amount),
    },
    options,
  );
  return { amount, press };
}
