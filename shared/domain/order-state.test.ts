import { describe, expect, it } from 'vitest';
import { assertTransitionsAreSound, mayFollow, orderTransitions } from './order-state.ts';

describe('the life of an order', () => {
  it('is sound as it stands', () => {
    expect(() => assertTransitionsAreSound(orderTransitions)).not.toThrow();
  });

  it('is refused with a state that nothing leads to', () => {
    expect(() => assertTransitionsAreSound({ ...orderTransitions, PAID: [], PARTIALLY_REFUNDED: [] })).toThrow(
      'VOIDED',
    );
  });

  it('knows no way back to unpaid', () => {
    expect(mayFollow('PENDING_PAYMENT', 'PAID')).toBe(true);
    expect(mayFollow('PAID', 'PENDING_PAYMENT')).toBe(false);
    expect(mayFollow('REFUNDED', 'PAID')).toBe(false);
  });
});
