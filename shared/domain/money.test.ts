import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, money, subtractMoney, sumMoney } from './money.ts';

describe('money', () => {
  it('is whole minor units and nothing else', () => {
    expect(() => money(12.5, 'EUR')).toThrow('whole number');
    expect(() => money(Number.NaN, 'EUR')).toThrow('whole number');
    expect(money(-5, 'EUR')).toEqual({ amount: -5, currency: 'EUR' });
  });

  it('adds and subtracts without losing a cent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 })), (amounts) => {
        const all = amounts.map((amount) => money(amount, 'EUR'));
        const total = sumMoney(all, 'EUR');
        const rest = all.reduce((left, each) => subtractMoney(left, each), total);
        expect(rest).toEqual({ amount: 0, currency: 'EUR' });
      }),
    );
  });

  it('never mixes currencies', () => {
    expect(() => sumMoney([money(1, 'EUR'), money(1, 'USD')], 'EUR')).toThrow('cannot add USD to EUR');
  });

  it('is written as the locale writes it, whatever minor units the currency has', () => {
    expect(formatMoney(money(1_350, 'EUR'), 'en')).toBe('€13.50');
    expect(formatMoney(money(1_350, 'EUR'), 'de')).toBe('13,50\u00a0€');
    expect(formatMoney(money(1_350, 'JPY'), 'en')).toBe('¥1,350');
  });
});
