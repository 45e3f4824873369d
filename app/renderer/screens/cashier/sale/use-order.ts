import { useCallback, useMemo } from 'react';
import type { Money } from '#shared/domain/money.ts';
import type { SeatLayout } from '#shared/domain/seat.ts';
import type { ShowtimeFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useCartStore, type Cart } from '../../../stores/cart/cart-store.ts';
import { linesTotal, orderLines, type OrderLine } from '../../../stores/cart/order-lines.ts';

export interface Order {
  /** In the order of the seats in the room. */
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly linesOf: (cart: Pick<Cart, 'plan' | 'ticketTypes'>) => readonly OrderLine[];
}

/** What the cart comes to, by the plan of the room and the showtime's prices. */
export function useOrder(showtime: ShowtimeFieldsFragment, layout: SeatLayout | undefined): Order {
  const plan = useCartStore((cart) => cart.plan);
  const ticketTypes = useCartStore((cart) => cart.ticketTypes);
  const { prices } = showtime;
  const linesOf = useCallback(
    (cart: Pick<Cart, 'plan' | 'ticketTypes'>) => {
      const seats = layout?.seats.filter((seat) => cart.plan.wanted.includes(seat.id)) ?? [];
      return orderLines(seats, cart.ticketTypes, prices);
    },
    [layout, prices],
  );
  const lines = useMemo(() => linesOf({ plan, ticketTypes }), [linesOf, plan, ticketTypes]);
  return { lines, total: linesTotal(lines, prices.currency), linesOf };
}
