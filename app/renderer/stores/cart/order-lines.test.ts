import { describe, expect, it } from 'vitest';
import { linesTotal, orderLines, type ChosenSeat, type SellingPrices } from './order-lines.ts';

const euros = (amount: number) => ({ amount, currency: 'EUR' });
const prices: SellingPrices = {
  ticketTypes: ['ADULT', 'STUDENT'],
  prices: [
    { ticketType: 'STUDENT', seatKind: 'STANDARD', price: euros(1000) },
    { ticketType: 'ADULT', seatKind: 'STANDARD', price: euros(1350) },
    { ticketType: 'ADULT', seatKind: 'VIP', price: euros(1750) },
  ],
};
const standard: ChosenSeat = { id: 'F10', row: 'F', number: 10, kind: 'STANDARD' };
const vip: ChosenSeat = { id: 'J8', row: 'J', number: 8, kind: 'VIP' };

describe('order lines', () => {
  it("gives each seat the list's first type until another is chosen", () => {
    const lines = orderLines([standard, vip], { F10: 'STUDENT' }, prices);
    expect(lines.map(({ ticketType, price }) => [ticketType, price.amount])).toEqual([
      ['STUDENT', 1000],
      ['ADULT', 1750],
    ]);
    expect(linesTotal(lines, 'EUR')).toEqual(euros(2750));
  });

  it('offers only what is sold for such a seat, and falls back when a choice is not', () => {
    const [line] = orderLines([vip], { J8: 'STUDENT' }, prices);
    expect(line?.choices.map(({ ticketType }) => ticketType)).toEqual(['ADULT']);
    expect(line?.ticketType).toBe('ADULT');
  });

  it('has no line for a seat without a price', () => {
    expect(orderLines([{ ...vip, kind: 'LOVESEAT' }], {}, prices)).toEqual([]);
    expect(linesTotal([], 'EUR')).toEqual(euros(0));
  });
});
