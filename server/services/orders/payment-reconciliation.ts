import type { Order } from '../../domain/order.ts';
import type { Logger } from '../../log.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import type { PaymentGatewayPort } from '../../payments/gateway-client.ts';
import type { Clock } from '../clock.ts';
import { isPartDown } from '../part-down.ts';
import type { CardCharges } from './card-charges.ts';
import type { PaymentOutcomes } from './payment-outcomes.ts';
import type { PendingOrders } from './pending-orders.ts';
import type { RefundPayouts } from './refund-payouts.ts';

interface Dependencies {
  readonly orders: OrderRepository;
  readonly refunds: RefundRepository;
  readonly gateway: PaymentGatewayPort;
  readonly pending: PendingOrders;
  readonly outcomes: PaymentOutcomes;
  readonly charges: CardCharges;
  readonly payouts: RefundPayouts;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Webhooks have this long before the gateway is asked, in ms. */
const webhookPatienceMs = 5_000;

/** What one round looks at, at most; the rest follows in the next. */
const batch = 200;

/** Compares orders and refunds with the gateway, and finishes what a crash or a lost webhook left. Safe to repeat. */
export class PaymentReconciliation {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Ends orders whose time to be paid is over; returns how many. */
  expireOverdue(): Promise<number> {
    const { pending, clock } = this.#dependencies;
    return pending.expireOverdue(clock(), batch);
  }

  /** Asks the gateway about payments that are open for longer than a webhook takes; returns how many. */
  async settleOpenPayments(): Promise<number> {
    const open = await this.#dependencies.orders.withOpenPayment(this.#patienceAgo(), batch);
    await this.#each(open, (order) => this.#settlePayment(order));
    return open.length;
  }

  /** Sends refunds again that haven't reached their cards; returns how many. */
  async settleRefunds(): Promise<number> {
    const { refunds, payouts } = this.#dependencies;
    const unsettled = await refunds.unsettled(this.#patienceAgo(), batch);
    await this.#each(unsettled, (refund) => payouts.send(refund));
    return unsettled.length;
  }

  async #settlePayment(order: Order): Promise<void> {
    const { gateway, outcomes, charges } = this.#dependencies;
    if (order.payment.kind !== 'CARD' || order.payment.intentId === null) return;
    const { intentId } = order.payment;
    const intent =
      order.state === 'PENDING_PAYMENT'
        ? await gateway.findIntent(intentId)
        : // Its time is over: what isn't captured by now must not be captured any more.
          await gateway.cancel(intentId);
    if (!intent) throw new Error(`the gateway does not know the intent ${intentId} of the order ${order.id}`);
    if (intent.state === 'CREATED') await charges.start(order);
    else await outcomes.apply(intent);
  }

  /** One after the other: what is wrong with one doesn't keep the others from being settled. */
  async #each<Item extends { readonly id: string }>(
    items: readonly Item[],
    settle: (item: Item) => Promise<void>,
  ): Promise<void> {
    for (const item of items) {
      try {
        await settle(item);
      } catch (error) {
        if (isPartDown(error)) throw error;
        this.#dependencies.log.error({ error, id: item.id }, 'a payment could not be reconciled');
      }
    }
  }

  #patienceAgo(): Date {
    return new Date(this.#dependencies.clock().getTime() - webhookPatienceMs);
  }
}
