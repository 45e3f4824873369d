import { describe, expect, it } from 'vitest';
import { orderAttempt } from './order-attempt.ts';
import type { OrderLine } from './order-lines.ts';

const line = (id: string, amount: number): OrderLine => ({
  seat: { id, row: 'F', number: Number(id.slice(1)), kind: 'STANDARD' },
  ticketType: 'ADULT',
  price: { amount, currency: 'EUR' },
  choices: [],
});
const lease = { holdId: 'hold', seatIds: ['F10', 'F11'], expiresAt: 1, deadline: 2, duration: 1 };
const plan = { lease, wanted: ['F10', 'F11'] };
const lines = [line('F10', 1_350), line('F11', 1_000)];
const attempt = (received: number | undefined, chosen: readonly OrderLine[] = lines) =>
  orderAttempt({ plan, received }, chosen, 'EUR', () => 'key');

describe('order attempt', () => {
  it('sells every seat of the hold for exactly the total unless told otherwise', () => {
    expect(attempt(undefined)).toEqual({
      kind: 'ready',
      input: {
        holdId: 'hold',
        lines: [
          { seatId: 'F10', ticketType: 'ADULT' },
          { seatId: 'F11', ticketType: 'ADULT' },
        ],
        tender: { cash: { received: 2_350 } },
        idempotencyKey: 'key',
      },
    });
    expect(attempt(5_000)).toMatchObject({ input: { tender: { cash: { received: 5_000 } } } });
  });

  it('tells how much is missing', () => {
    expect(attempt(2_000)).toEqual({ kind: 'tooLittle', missing: { amount: 350, currency: 'EUR' } });
  });

  it('sells nothing that is not held, and no part of a hold', () => {
    expect(attempt(undefined, [])).toEqual({ kind: 'notHeld' });
    expect(attempt(undefined, [line('F10', 1_350)])).toEqual({ kind: 'notHeld' });
    expect(attempt(undefined, [...lines, line('F12', 1_350)])).toEqual({ kind: 'notHeld' });
    expect(
      orderAttempt({ plan: { ...plan, lease: undefined }, received: undefined }, lines, 'EUR', () => 'key'),
    ).toEqual({
      kind: 'notHeld',
    });
  });
});
