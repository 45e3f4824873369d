import { useState } from 'react';
import { describeFailure, isServerFailing } from '../graphql/failures.ts';
import { useHoldCommand } from '../operations/use-hold-command.ts';
import { useCartStore } from '../stores/cart/cart-store.ts';
import { createHoldRunner, type HoldRunner } from '../stores/cart/hold-runner.ts';
import { serverNow } from '../stores/server-clock-store.ts';
import { untilRetry } from './wait.ts';

/**
 * What keeps the seats of the cart and the server together, made once for the sale that is in the cart. A sale that was
 * left is still settled (its seats given back), but no longer into the cart of the next one.
 */
export function useHoldRunner(showtimeId: string): HoldRunner {
  const send = useHoldCommand(showtimeId);
  const [runner] = useState(() => {
    const { saleId, plan } = useCartStore.getState();
    const cart = () => {
      const current = useCartStore.getState();
      return current.saleId === saleId ? current : undefined;
    };
    return createHoldRunner({
      plan,
      onPlan: (next) => cart()?.setPlan(next),
      onNotice: (notice) => cart()?.notify(notice),
      onBusy: (isHolding) => cart()?.setHolding(isHolding),
      send,
      isRetryable: isServerFailing,
      untilRetry,
      onBug: (error) => console.error('a hold failed', describeFailure(error)),
      newHoldId: () => crypto.randomUUID(),
      now: serverNow,
    });
  });
  return runner;
}
