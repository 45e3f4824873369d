import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import { useShortcuts } from '../../../hooks/use-shortcuts.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { receivedByKey } from './tender-choices.ts';
import type { CurrentLine } from './use-current-line.ts';
import type { SaleControl } from './use-sale.ts';

/** The keys of a sale. */
export function useSaleShortcuts(sale: SaleControl, current: CurrentLine, onEscape: () => void): void {
  const { actions, count, setCount, order } = sale;
  const types = [...current.keys].map(([type, key]) => [key, () => current.setType(type)] as const);
  const amounts = Object.entries(receivedByKey(order.total)).map(
    ([key, received]) => [key, () => receive(received)] as const,
  );
  useShortcuts({
    ...Object.fromEntries(types),
    ...Object.fromEntries(amounts),
    b: () => actions.best(count),
    w: () => actions.wheelchair(count),
    '+': () => setCount(Math.min(maximumSeatsPerHold, count + 1)),
    '-': () => setCount(Math.max(1, count - 1)),
    n: current.next,
    Delete: current.seatId === undefined ? undefined : () => actions.remove(current.seatId ?? ''),
    m: actions.moreTime,
    p: sale.park,
    t: actions.holdAgain,
    Enter: sale.pay,
    Escape: onEscape,
  });
}

function receive(received: number | undefined): void {
  const { payment, setReceived } = useCartStore.getState();
  if (payment === 'open') setReceived(received);
}
