import type { Actor } from '../../domain/actor.ts';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import {
  invalidTransition,
  notFound,
  paymentUnavailable,
  type InvalidTransitionError,
  type NotFoundError,
  type PaymentUnavailableError,
} from '../../domain/failures.ts';
import { isReservedAt, type Order } from '../../domain/order.ts';
import { mayActOn } from '../../domain/order-access.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import { GatewayUnavailableError, type PaymentGatewayPort } from '../../payments/gateway-client.ts';
import type { Clock } from '../clock.ts';
import type { PaymentOutcomes } from './payment-outcomes.ts';

interface Dependencies {
  readonly orders: OrderRepository;
  readonly gateway: PaymentGatewayPort;
  readonly outcomes: PaymentOutcomes;
  readonly clock: Clock;
}

export type CancelFailure = NotFoundError | InvalidTransitionError | PaymentUnavailableError;

/** Giving up orders that aren't paid: by whoever placed them, or because their time is over. */
export class PendingOrders {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Gives up an order that isn't paid: one's own, or somebody's with the right to reserve. A card payment under way is
   * cancelled at the gateway first; when the card was quicker, the order is paid and can't be cancelled any more.
   * Cancelling again gives the cancelled order.
   */
  async cancel(actor: Actor, id: string): Promise<{ readonly order: Order } | { readonly failure: CancelFailure }> {
    const { orders, outcomes } = this.#dependencies;
    const order = await orders.find(asId<OrderId>(id));
    if (!order || !mayActOn(actor, order, 'order.reserve')) return { failure: notFound('order', id) };
    if (order.state === 'CANCELLED') return { order };
    if (order.state !== 'PENDING_PAYMENT') return { failure: invalidTransition(order.state, 'cancelled') };
    try {
      await this.#cancelPayment(order);
    } catch (error) {
      if (error instanceof GatewayUnavailableError) return { failure: paymentUnavailable() };
      throw error;
    }
    // Not a card order, or a reservation whose card was cancelled just now.
    const unpaid = await orders.find(order.id);
    if (unpaid?.payment.kind === 'UNPAID') await outcomes.endUnpaid(unpaid, 'CANCELLED', unpaid.payment, actor);
    const after = (await orders.find(order.id)) ?? order;
    return after.state === 'CANCELLED' || after.state === 'EXPIRED'
      ? { order: after }
      : { failure: invalidTransition(after.state, 'cancelled') };
  }

  /**
   * Ends orders whose time is over, at most `limit`; returns how many. The gateway decides whether a card was quicker; when
   * it doesn't answer the order expires all the same, so that nobody's silence keeps seats, and it is asked again later.
   * Only a reservation waits for the answer within its own time, because it may still be paid in another way.
   */
  async expireOverdue(now: Date, limit: number): Promise<number> {
    const overdue = await this.#dependencies.orders.overdue(now, limit);
    for (const order of overdue) await this.#expire(order);
    return overdue.length;
  }

  async #expire(order: Order): Promise<void> {
    try {
      await this.#cancelPayment(order);
    } catch (error) {
      if (!(error instanceof GatewayUnavailableError)) throw error;
      if (isReservedAt(order, this.#dependencies.clock())) return;
    }
    // Nothing when the gateway's answer has decided it.
    await this.#dependencies.outcomes.endUnpaid(order, 'EXPIRED', order.payment, null);
  }

  async #cancelPayment({ payment }: Order): Promise<void> {
    if (payment.kind !== 'CARD' || payment.intentId === null) return;
    const { gateway, outcomes } = this.#dependencies;
    await outcomes.apply(await gateway.cancel(payment.intentId));
  }
}
