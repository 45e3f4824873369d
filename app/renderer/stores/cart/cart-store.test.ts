import { beforeEach, describe, expect, it } from 'vitest';
import { useCartStore } from './cart-store.ts';
import { emptyPlan } from './hold-plan.ts';

const cart = () => useCartStore.getState();
const attempt = { holdId: 'hold', lines: [], tender: { cash: { received: 2_700 } }, idempotencyKey: 'key' };

describe('cart', () => {
  beforeEach(() => useCartStore.setState(useCartStore.getInitialState(), true));

  it('keeps the very same request for as long as nobody knows what became of it', () => {
    cart().begin('showtime');
    cart().place(attempt);
    cart().refuse({ kind: 'unknown' });
    expect(cart()).toMatchObject({ payment: 'unknown', attempt });
    expect(cart().attempt).toBe(attempt);
  });

  it('needs a new request, with a new key, after the server refused', () => {
    cart().begin('showtime');
    cart().place(attempt);
    cart().refuse({ kind: 'shiftNotOpen' });
    expect(cart()).toMatchObject({ payment: 'open', attempt: undefined, notice: { kind: 'shiftNotOpen' } });
  });

  it('forgets the cash when the seats change, but not when the server confirms them', () => {
    cart().begin('showtime');
    const wanted = ['F10'];
    cart().setPlan({ lease: undefined, wanted });
    cart().setReceived(5_000);
    cart().setPlan({ lease: { holdId: 'hold', seatIds: wanted, expiresAt: 1, deadline: 2, duration: 1 }, wanted });
    expect(cart().received).toBe(5_000);
    cart().setPlan({ lease: undefined, wanted: ['F10', 'F11'] });
    expect(cart().received).toBeUndefined();
  });

  it('tells one sale from the next', () => {
    cart().begin('showtime');
    const first = cart().saleId;
    cart().begin('showtime');
    expect(cart().saleId).not.toBe(first);
    expect(cart().plan).toEqual(emptyPlan);
  });
});
