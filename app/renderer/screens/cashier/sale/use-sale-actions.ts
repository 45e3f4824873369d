import { useMemo } from 'react';
import { maximumSeatsPerHold } from '#shared/domain/seat.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import type { HoldRunner } from '../../../stores/cart/hold-runner.ts';

export interface SaleActions {
  /** Takes seats that belong together, such as both halves of a love seat, or gives them back. */
  toggle(seatIds: readonly string[]): void;
  remove(seatId: string): void;
  best(count: number): void;
  wheelchair(count: number): void;
  moreTime(): void;
  /** Holds the seats again that the last notice says were lost or given back. */
  holdAgain(): void;
  /** Gives all seats back; they can be had again by one key. */
  releaseAll(): void;
}

/** What a cashier does with the seats of the cart. Nothing of it happens while money is on its way. */
export function useSaleActions(runner: HoldRunner): SaleActions {
  return useMemo(() => {
    const cart = useCartStore.getState;
    const whenOpen = (action: () => void) => {
      if (cart().payment === 'open') action();
    };
    function want(seatIds: readonly string[]) {
      whenOpen(() => {
        if (seatIds.length > maximumSeatsPerHold) return cart().notify({ kind: 'limit', limit: maximumSeatsPerHold });
        cart().notify(undefined);
        runner.want(seatIds);
      });
    }
    function best(count: number, wheelchair: boolean) {
      whenOpen(() => {
        cart().notify(undefined);
        runner.best(count, wheelchair);
      });
    }
    return {
      remove: (seatId) => want(cart().plan.wanted.filter((each) => each !== seatId)),
      toggle(seatIds) {
        const { wanted } = cart().plan;
        const rest = wanted.filter((seatId) => !seatIds.includes(seatId));
        want(rest.length < wanted.length ? rest : [...wanted, ...seatIds]);
      },
      best: (count) => best(count, false),
      wheelchair: (count) => best(count, true),
      moreTime: () => whenOpen(() => runner.extend()),
      holdAgain() {
        const { notice } = cart();
        if (notice?.kind === 'expired' || notice?.kind === 'released') want(notice.seatIds);
      },
      releaseAll() {
        const { wanted } = cart().plan;
        want([]);
        whenOpen(() => cart().notify({ kind: 'released', seatIds: wanted }));
      },
    };
  }, [runner]);
}
