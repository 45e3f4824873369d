import { useCallback, useEffect, useRef } from 'react';
import type { OrderFieldsFragment, PlaceOrderInput } from '../graphql/generated/operations.ts';
import { describeFailure, isRefusal } from '../graphql/failures.ts';
import { usePlaceOrder, type PlaceOrderReply } from '../operations/use-place-order.ts';
import { useCartStore, type Cart } from '../stores/cart/cart-store.ts';
import type { HoldRunner } from '../stores/cart/hold-runner.ts';
import { orderAttempt } from '../stores/cart/order-attempt.ts';
import type { OrderLine } from '../stores/cart/order-lines.ts';
import { untilRetry } from './wait.ts';

interface PaymentOptions {
  readonly runner: HoldRunner;
  readonly currency: string;
  /** The lines of a cart, as they are sold. */
  readonly linesOf: (cart: Pick<Cart, 'plan' | 'ticketTypes'>) => readonly OrderLine[];
  readonly onSold: (order: OrderFieldsFragment) => void;
}

/**
 * Takes the cash: waits until the seats are surely ours, then places the order. A request whose answer got lost is sent
 * again with the same key until the server has answered, so that a sale is made once or not at all.
 */
export function usePayment(options: PaymentOptions): () => void {
  const { runner } = options;
  const placeOrder = usePlaceOrder();
  const isPaying = useRef(false);
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });

  const send = useCallback(
    async (input: PlaceOrderInput) => {
      useCartStore.getState().place(input);
      try {
        takeReply(await placeOrder(input), runner, latest.current.onSold);
      } catch (error) {
        console.warn('the order was not answered', describeFailure(error));
        useCartStore.getState().refuse({ kind: isRefusal(error) ? 'failed' : 'unknown' });
      }
    },
    [placeOrder, runner],
  );

  const pay = useCallback(async () => {
    const { attempt, payment, plan } = useCartStore.getState();
    if (payment === 'unknown' && attempt) return send(attempt);
    await runner.settled();
    const cart = useCartStore.getState();
    // Seats were lost while we waited: the cashier has to see the new total first.
    if (cart.plan.wanted !== plan.wanted) return undefined;
    const check = orderAttempt(cart, latest.current.linesOf(cart), latest.current.currency, () => crypto.randomUUID());
    if (check.kind === 'tooLittle') cart.notify({ kind: 'amountTooLow', missing: check.missing });
    return check.kind === 'ready' ? send(check.input) : undefined;
  }, [runner, send]);

  const payOnce = useCallback(() => {
    if (isPaying.current) return;
    isPaying.current = true;
    void pay().finally(() => {
      isPaying.current = false;
    });
  }, [pay]);

  useAskingAgain(payOnce);
  return payOnce;
}

/** Asks again by itself for as long as nobody knows whether the sale was made. */
function useAskingAgain(ask: () => void): void {
  const payment = useCartStore((cart) => cart.payment);
  const attempts = useRef(0);
  useEffect(() => {
    if (payment === 'open') attempts.current = 0;
    if (payment !== 'unknown') return undefined;
    let isCurrent = true;
    attempts.current += 1;
    void untilRetry(attempts.current).then(() => {
      if (isCurrent) ask();
    });
    return () => {
      isCurrent = false;
    };
  }, [payment, ask]);
}

function takeReply(reply: PlaceOrderReply, runner: HoldRunner, onSold: (order: OrderFieldsFragment) => void): void {
  const { refuse } = useCartStore.getState();
  switch (reply.__typename) {
    case 'Order':
      return onSold(reply);
    case 'HoldExpiredError':
      return refuseForSeats(runner, { kind: 'expired' });
    case 'HoldConflictError':
      return refuseForSeats(runner, { kind: 'conflict' });
    case 'SeatsUnavailableError':
      return refuseForSeats(runner, { kind: 'unavailable', seatIds: reply.seatIds });
    case 'SalesClosedError':
      return refuseForSeats(runner, { kind: 'closed' });
    case 'ShiftNotOpenError':
      return refuse({ kind: 'shiftNotOpen' });
    case 'AmountTooLowError':
      return refuse({ kind: 'amountTooLow', missing: reply.missing });
    case 'IdempotencyConflictError':
      return refuse({ kind: 'idempotencyConflict' });
    case 'PaymentUnavailableError':
    case 'ValidationError':
      return refuse({ kind: 'invalid', message: reply.message });
  }
}

/** The order may be changed again; what happened to the seats is told by whoever keeps them. */
function refuseForSeats(runner: HoldRunner, outcome: Parameters<HoldRunner['report']>[0]): void {
  useCartStore.getState().reopen();
  runner.report(outcome);
}
