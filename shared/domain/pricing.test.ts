import { describe, expect, it } from 'vitest';
import { includedTax, priceOf, ticketTypesOf, type PriceList } from './pricing.ts';

const list: PriceList = {
  currency: 'EUR',
  taxBasisPoints: 550,
  prices: [
    { ticketType: 'ADULT', seatKind: 'STANDARD', amount: 1_350 },
    { ticketType: 'ADULT', seatKind: 'VIP', amount: 1_750 },
    { ticketType: 'STUDENT', seatKind: 'STANDARD', amount: 1_000 },
  ],
};

describe('a price list', () => {
  it('prices a ticket type by the seat', () => {
    expect(priceOf(list, 'ADULT', 'VIP')).toEqual({ amount: 1_750, currency: 'EUR' });
    expect(priceOf(list, 'STUDENT', 'VIP')).toBeUndefined();
    expect(ticketTypesOf(list)).toEqual(['ADULT', 'STUDENT']);
  });

  it('contains its tax', () => {
    // 23.50 at 5.5 % is 22.27 and 1.23.
    expect(includedTax({ amount: 2_350, currency: 'EUR' }, 550)).toEqual({ amount: 123, currency: 'EUR' });
    expect(includedTax({ amount: 200, currency: 'EUR' }, 2_000)).toEqual({ amount: 33, currency: 'EUR' });
  });
});
