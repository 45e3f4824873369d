import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBridge } from '../../../bridge/bridge-context.ts';
import type { OrderFieldsFragment, ShowtimeFieldsFragment } from '../../../graphql/generated/operations.ts';
import { useHoldRunner } from '../../../hooks/use-hold-runner.ts';
import { usePayment } from '../../../hooks/use-payment.ts';
import { usePrinting } from '../../../hooks/printing-context.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { useLastSaleStore } from '../../../stores/last-sale-store.ts';
import { useParkedStore } from '../../../stores/parked-store.ts';
import { defaultCount } from './sale-limits.ts';
import { useHoldClock, type HoldClock } from './use-hold-clock.ts';
import { useLiveSeats, type LiveSeats } from './use-live-seats.ts';
import { useOrder, type Order } from './use-order.ts';
import { useSaleActions, type SaleActions } from './use-sale-actions.ts';

export interface SaleControl {
  readonly showtime: ShowtimeFieldsFragment;
  readonly seats: LiveSeats;
  readonly order: Order;
  readonly clock: HoldClock | undefined;
  readonly actions: SaleActions;
  /** How many seats "best seats" asks for. */
  readonly count: number;
  readonly setCount: (count: number) => void;
  readonly pay: () => void;
  /** Puts the sale aside; its hold goes on. */
  readonly park: () => void;
  /** Back to the board, without anything held. */
  readonly leave: () => void;
}

/** Everything a sale of one showtime can do. The cart itself is in the cart store. */
export function useSale(showtime: ShowtimeFieldsFragment): SaleControl {
  const [, navigate] = useLocation();
  const runner = useHoldRunner(showtime.id);
  const seats = useLiveSeats(showtime.id);
  const order = useOrder(showtime, seats.layout);
  const clock = useHoldClock(runner);
  const actions = useSaleActions(runner);
  const [count, setCount] = useState(defaultCount);
  const finish = useFinish();
  const pay = usePayment({
    runner,
    currency: showtime.prices.currency,
    linesOf: order.linesOf,
    onSold: finish,
  });

  function leave() {
    navigate('/');
    useCartStore.getState().clear();
  }

  async function park() {
    if (useCartStore.getState().payment !== 'open') return;
    await runner.settled();
    const { plan, ticketTypes } = useCartStore.getState();
    if (!plan.lease) return;
    useParkedStore.getState().park({
      showtimeId: showtime.id,
      movieTitle: showtime.movie.title,
      startsAt: showtime.startsAt,
      lease: plan.lease,
      ticketTypes,
      total: order.total,
    });
    leave();
  }

  return { showtime, seats, order, clock, actions, count, setCount, pay, park: () => void park(), leave };
}

/** What follows a sale: the drawer opens, the tickets print, the screen says what to give back. */
function useFinish(): (order: OrderFieldsFragment) => void {
  const [, navigate] = useLocation();
  const bridge = useBridge();
  const printing = usePrinting();
  return (order) => {
    const { remember, drawerAnswered } = useLastSaleStore.getState();
    remember(order);
    navigate('/sold');
    useCartStore.getState().clear();
    printing.print(order);
    if (order.tender === 'CASH') void bridge.invoke('drawer.open').then(drawerAnswered);
  };
}
