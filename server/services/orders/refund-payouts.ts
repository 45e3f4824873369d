import { v7 as uuid } from 'uuid';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { Logger } from '../../log.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import { inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import type { GatewayRefund } from '../../payments/contract.ts';
import {
  GatewayRefusedError,
  GatewayUnavailableError,
  type PaymentGatewayPort,
} from '../../payments/gateway-client.ts';
import type { Clock } from '../clock.ts';
import { orderEntry } from './order-audit.ts';
import type { OrderEffects } from './order-effects.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly refunds: RefundRepository;
  readonly audit: AuditRepository;
  readonly gateway: PaymentGatewayPort;
  readonly effects: OrderEffects;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Paying refunds back to cards: asked for once they are written, asked again until they are settled. */
export class RefundPayouts {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Sends every refund of an order that isn't settled. */
  async sendAllOf(order: Pick<Order, 'id'>): Promise<void> {
    for (const refund of await this.#dependencies.refunds.ofOrders([order.id])) {
      if (refund.settledAt === null) await this.send(refund);
    }
  }

  /** Has the gateway pay a refund back; safe to repeat. Without an answer the reconciliation asks again. */
  async send(refund: Refund): Promise<void> {
    const { gateway, log } = this.#dependencies;
    const { id, orderId, fund } = refund;
    const { intentId } = fund;
    if (intentId === null) throw new Error(`the refund ${id} names no payment`);
    try {
      const tries = (await gateway.refundsOf(intentId)).filter(({ reference }) => reference === id);
      const standing = tries.find(({ state }) => state !== 'FAILED');
      // What was refused for good is never paid any more: the next try has a key of its own, the same for whoever tries.
      const idempotencyKey = `${id}:${tries.length}`;
      await this.apply(
        standing ?? (await gateway.refund({ intentId, amount: fund.amount, reference: id, idempotencyKey })),
      );
    } catch (error) {
      if (!(error instanceof GatewayUnavailableError) && !(error instanceof GatewayRefusedError)) throw error;
      log.warn({ error, refundId: id, orderId }, 'a refund could not be sent and is tried again');
    }
  }

  /** Brings a refund in line with what the gateway says of it. Events may come again and in any order. */
  async apply(answer: GatewayRefund): Promise<void> {
    if (answer.state === 'PENDING') return;
    const refund = await this.#dependencies.refunds.find(answer.reference);
    if (!refund || refund.settledAt !== null) return;
    const order = answer.state === 'SUCCEEDED' ? await this.#settle(refund) : await this.#fail(refund);
    if (order) await this.#dependencies.effects.after(order);
  }

  async #settle(refund: Refund): Promise<Order | undefined> {
    const { mongo, orders, refunds, audit, clock } = this.#dependencies;
    return inTransaction(mongo, async (session) => {
      const at = clock();
      const settled = await refunds.settle(refund.id, at, session);
      if (!settled) return undefined;
      // Two refunds of one order may arrive at once: neither must take the other for the last.
      const standing = await orders.findAlone(refund.orderId, session);
      const all = await refunds.ofOrders([refund.orderId], session);
      const isLast = all.every(({ id, settledAt }) => id === refund.id || settledAt !== null);
      const finished =
        isLast && (await orders.change(refund.orderId, { states: ['REFUND_PENDING'] }, { state: 'REFUNDED' }, session));
      const order = finished || standing;
      if (!order) throw new Error(`the refund ${refund.id} names the order ${refund.orderId}, which is missing`);
      const details = { refundId: refund.id, kind: refund.kind, tender: refund.tender, amount: refund.fund.amount };
      const entries = [orderEntry('refund.settled', order, at, null, details)];
      if (finished) entries.push(orderEntry('order.refunded', order, at, null, { state: order.state }));
      await audit.add(entries, session);
      if (finished) await orders.addToOutbox({ _id: uuid(), type: 'order.refunded', orderId: order.id, at }, session);
      return order;
    });
  }

  async #fail(refund: Refund): Promise<Order | undefined> {
    const { mongo, orders, refunds, audit, clock } = this.#dependencies;
    return inTransaction(mongo, async (session) => {
      const failed = await refunds.fail(refund.id, session);
      const order = failed && (await orders.find(refund.orderId, session));
      if (!order) return undefined;
      const details = { refundId: refund.id, amount: refund.fund.amount };
      await audit.add([orderEntry('refund.failed', order, clock(), null, details)], session);
      return order;
    });
  }
}
