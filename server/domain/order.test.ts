import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceList } from '#shared/domain/pricing.ts';
import { plainLayout } from '../testing/fixture-cinema.ts';
import { quote } from './order.ts';
import { takeCash } from './payment.ts';

const prices: PriceList = {
  currency: 'EUR',
  taxBasisPoints: 550,
  prices: [
    { ticketType: 'ADULT', seatKind: 'STANDARD', amount: 1_350 },
    { ticketType: 'CHILD', seatKind: 'STANDARD', amount: 750 },
  ],
};
const seats = plainLayout(1).seats.slice(0, 2);
const [first, second] = ['A1', 'A2'];

describe('a quote', () => {
  it('prices every held seat once', () => {
    const outcome = quote(
      seats,
      [
        { seatId: second, ticketType: 'CHILD' },
        { seatId: first, ticketType: 'ADULT' },
      ],
      prices,
    );
    expect(outcome).toMatchObject({
      quote: { total: { amount: 2_100 }, lines: [{ price: { amount: 1_350 } }, { price: { amount: 750 } }] },
    });
  });

  it.each([
    ['a seat without a line', [{ seatId: first, ticketType: 'ADULT' }]],
    [
      'a seat with two lines',
      [
        { seatId: first, ticketType: 'ADULT' },
        { seatId: first, ticketType: 'CHILD' },
      ],
    ],
    [
      'a seat that is not held',
      [
        { seatId: first, ticketType: 'ADULT' },
        { seatId: second, ticketType: 'ADULT' },
        { seatId: 'A3', ticketType: 'ADULT' },
      ],
    ],
    [
      'a ticket type that is not sold',
      [
        { seatId: first, ticketType: 'ADULT' },
        { seatId: second, ticketType: 'PIRATE' },
      ],
    ],
  ])('refuses %s', (_name, lines) => {
    expect(quote(seats, lines, prices)).toMatchObject({ failure: { __typename: 'ValidationError', field: 'lines' } });
  });
});

describe('taking cash', () => {
  it('gives back exactly what is over, or names what is missing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 1_000_000 }), (total, received) => {
        const outcome = takeCash({ amount: total, currency: 'EUR' }, received);
        if ('payment' in outcome) expect(outcome.payment.changeDue.amount).toBe(received - total);
        else
          expect(outcome.failure).toMatchObject({
            __typename: 'AmountTooLowError',
            missing: { amount: total - received },
          });
        expect('payment' in outcome).toBe(received >= total);
      }),
    );
  });

  it('refuses amounts that nobody hands over', () => {
    for (const received of [-1, 1_000_001]) {
      expect(takeCash({ amount: 100, currency: 'EUR' }, received)).toMatchObject({
        failure: { __typename: 'ValidationError' },
      });
    }
  });
});
