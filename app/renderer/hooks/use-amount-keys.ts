import { useState } from 'react';
import { pressKeypadKey, type KeypadKey } from '../components/keypad-keys.ts';
import { digitBindings } from './digit-bindings.ts';
import { useShortcuts } from './use-shortcuts.ts';

/** 9,999,999.99 in a currency with cents. */
const maximumLength = 9;

interface AmountKeys {
  /** Minor units: digits push to the left, as on a till. */
  readonly amount: number;
  readonly press: (key: KeypadKey) => void;
}

interface Options {
  readonly isModal?: boolean;
  readonly onEscape?: () => void;
}

/** An amount that is typed on a keypad or on the keyboard; Enter ends it. */
export function useAmountKeys(onEnter: (amount: number) => void, options: Options = {}): AmountKeys {
  const [typed, setTyped] = useState('');
  const amount = Number(typed);
  const press = (key: KeypadKey) =>
    setTyped((before) => pressKeypadKey(before, key, { maximumLength, isAmount: true }));
  useShortcuts({ ...digitBindings(press), Enter: () => onEnter(amount), Escape: options.onEscape }, options);
  return { amount, press };
}
