import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '#shared/domain/money.ts';
import type { Fund } from './fund.ts';
import { draw } from './funds.ts';

const euros = (amount: number) => money(amount, 'EUR');
const cash: Fund = { tender: 'CASH', intentId: null, amount: euros(700) };
const card: Fund = { tender: 'CARD', intentId: 'i1', amount: euros(2_000) };

describe('drawing on what paid for an order', () => {
  it('takes from each fund in turn what it has left', () => {
    expect(draw([cash, card], [], euros(1_000))).toEqual([
      { ...cash, amount: euros(700) },
      { ...card, amount: euros(300) },
    ]);
    const before = [{ fund: { ...cash, amount: euros(600) } }, { fund: { ...card, amount: euros(100) } }];
    expect(draw([cash, card], before, euros(1_000))).toEqual([
      { ...cash, amount: euros(100) },
      { ...card, amount: euros(900) },
    ]);
  });

  it('never gives back more than was paid', () => {
    expect(() => draw([cash], [], euros(701))).toThrow(RangeError);
    expect(() => draw([card], [{ fund: { ...card, amount: euros(2_000) } }], euros(1))).toThrow(RangeError);
  });

  it('keeps every fund at or above zero over any run of draws, and gives all of it in the end', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 });
    const funds = fc.uniqueArray(
      fc.record({ intentId: fc.constantFrom('i1', 'i2', 'i3', null), amount: fc.integer({ min: 1, max: 2_000 }) }),
      { minLength: 1, selector: ({ intentId }) => intentId },
    );
    fc.assert(
      fc.property(funds, amounts, (given, wishes) => {
        const all = given.map(({ intentId, amount }): Fund => ({
          tender: intentId ? 'CARD' : 'CASH',
          intentId,
          amount: euros(amount),
        }));
        let left = all.reduce((sum, { amount }) => sum + amount.amount, 0);
        const drawn: { readonly fund: Fund }[] = [];
        for (const wish of [...wishes, Number.POSITIVE_INFINITY]) {
          const amount = Math.min(wish, left);
          const parts = draw(all, drawn, euros(amount));
          expect(parts.reduce((sum, part) => sum + part.amount.amount, 0)).toBe(amount);
          drawn.push(...parts.map((fund) => ({ fund })));
          left -= amount;
        }
        for (const fund of all) {
          const parts = drawn.filter((each) => each.fund.intentId === fund.intentId);
          expect(parts.reduce((sum, part) => sum + part.fund.amount.amount, 0)).toBe(fund.amount.amount);
        }
      }),
    );
  });
});
