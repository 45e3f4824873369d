import { useEffect, useRef } from 'react';
import { useCountdownNow } from '../../../hooks/use-server-now.ts';
import { useCartStore } from '../../../stores/cart/cart-store.ts';
import { remainingOf, type HoldLease } from '../../../stores/cart/hold-plan.ts';
import type { HoldRunner } from '../../../stores/cart/hold-runner.ts';
import { serverNow } from '../../../stores/server-clock-store.ts';
import { extendBelow } from './sale-limits.ts';

export interface HoldClock {
  /** Whole seconds until the seats go; 0 when they are gone. */
  readonly secondsLeft: number;
  /** The server is away: the time stands still here. */
  readonly isFrozen: boolean;
  /** Whether the hold may still be given more time. */
  readonly canExtend: boolean;
}

/** Counts the hold down by the server's clock, lets it lapse at 0:00, and asks for more time as long as somebody works. */
export function useHoldClock(runner: HoldRunner): HoldClock | undefined {
  const lease = useCartStore((cart) => cart.plan.lease);
  const isOpen = useCartStore((cart) => cart.payment === 'open');
  const { now, isFrozen } = useCountdownNow();
  const isOver = lease !== undefined && lease.expiresAt <= now;

  useEffect(() => {
    if (isOver && isOpen && !isFrozen) runner.lapse();
  }, [isOver, isOpen, isFrozen, runner]);
  useExtendingByActivity(runner);

  if (!lease) return undefined;
  return {
    secondsLeft: Math.ceil(remainingOf(lease, now) / 1_000),
    isFrozen,
    canExtend: canExtend(lease),
  };
}

/** There is no point in asking when the deadline is all but reached. */
function canExtend(lease: HoldLease): boolean {
  return lease.deadline - lease.expiresAt > 1_000;
}

function useExtendingByActivity(runner: HoldRunner): void {
  const askedFor = useRef<HoldLease | undefined>(undefined);
  useEffect(() => {
    function extendWhenScarce() {
      const { plan, payment } = useCartStore.getState();
      const { lease } = plan;
      if (!lease || payment !== 'open' || askedFor.current === lease || !canExtend(lease)) return;
      const left = lease.expiresAt - serverNow();
      if (left <= 0 || left > extendBelow) return;
      askedFor.current = lease;
      runner.extend();
    }
    const events = ['pointerdown', 'keydown'] as const;
    for (const event of events) window.addEventListener(event, extendWhenScarce, { capture: true });
    return () => {
      for (const event of events) window.removeEventListener(event, extendWhenScarce, { capture: true });
    };
  }, [runner]);
}
