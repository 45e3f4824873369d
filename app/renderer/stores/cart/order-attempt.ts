import type { PlaceOrderInput } from '../../graphql/generated/operations.ts';
import type { Cart } from './cart-store.ts';
import { linesTotal, type OrderLine } from './order-lines.ts';

export type AttemptCheck =
  | { readonly kind: 'ready'; readonly input: PlaceOrderInput }
  /** Nothing chosen, or a seat that is not ours (yet). */
  | { readonly kind: 'notHeld' }
  | { readonly kind: 'tooLittle'; readonly missing: { readonly amount: number; readonly currency: string } };

/** The request that sells the cart for cash, under a fresh key, or why there is none. */
export function orderAttempt(
  { plan, received }: Pick<Cart, 'plan' | 'received'>,
  lines: readonly OrderLine[],
  currency: string,
  newKey: () => string,
): AttemptCheck {
  const { lease } = plan;
  const isHeld = lease !== undefined && lines.every((line) => lease.seatIds.includes(line.seat.id));
  if (!isHeld || lines.length === 0 || lines.length !== lease.seatIds.length) return { kind: 'notHeld' };
  const total = linesTotal(lines, currency);
  const handedOver = received ?? total.amount;
  if (handedOver < total.amount) return { kind: 'tooLittle', missing: { ...total, amount: total.amount - handedOver } };
  return {
    kind: 'ready',
    input: {
      holdId: lease.holdId,
      lines: lines.map(({ seat, ticketType }) => ({ seatId: seat.id, ticketType })),
      tender: { cash: { received: handedOver } },
      idempotencyKey: newKey(),
    },
  };
}
