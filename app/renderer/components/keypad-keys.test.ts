import { describe, expect, it } from 'vitest';
import { keypadKeys, pressKeypadKey } from './keypad-keys.ts';

describe('keypadKeys', () => {
  it('has the corner below on the left', () => {
    expect(keypadKeys('00').slice(9)).toEqual(['00', '0', 'erase']);
    expect(keypadKeys(null)[9]).toBeNull();
  });
});

describe('pressKeypadKey', () => {
  const pin = { maximumLength: 4 };
  const amount = { maximumLength: 6, isAmount: true };

  it('appends, erases and clears', () => {
    expect(pressKeypadKey('12', '3', pin)).toBe('123');
    expect(pressKeypadKey('12', 'erase', pin)).toBe('1');
    expect(pressKeypadKey('', 'erase', pin)).toBe('');
    expect(pressKeypadKey('12', 'clear', pin)).toBe('');
  });

  it('takes no key that does not fit', () => {
    expect(pressKeypadKey('1234', '5', pin)).toBe('1234');
    expect(pressKeypadKey('12345', '00', amount)).toBe('12345');
  });

  it('keeps the leading zeros of a PIN and drops those of an amount', () => {
    expect(pressKeypadKey('0', '0', pin)).toBe('00');
    expect(pressKeypadKey('', '00', amount)).toBe('');
    expect(pressKeypadKey('5', '00', amount)).toBe('500');
  });
});
