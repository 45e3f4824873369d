import { v7 as uuid } from 'uuid';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import { isReservedAt, type Order } from '../../domain/order.ts';
import type { CardPayment } from '../../domain/payment.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { PaymentIntent } from '../../payments/contract.ts';
import type { Clock } from '../clock.ts';
import type { CatalogService } from '../catalog-service.ts';
import type { LatePayments } from './late-payments.ts';
import { orderEntry, paidEntries, type OrderActor } from './order-audit.ts';
import type { OrderEffects } from './order-effects.ts';
import type { TicketIssuer } from './ticket-issuer.ts';
import type { TicketReturns } from './ticket-returns.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly claims: ClaimRepository;
  readonly audit: AuditRepository;
  readonly catalog: CatalogService;
  readonly issuer: TicketIssuer;
  readonly returns: TicketReturns;
  readonly effects: OrderEffects;
  readonly late: LatePayments;
  readonly clock: Clock;
}

/** How an order ends that isn't paid. */
export type UnpaidEnd = 'PAYMENT_FAILED' | 'EXPIRED' | 'CANCELLED';

const unpaidEvents = {
  PAYMENT_FAILED: 'order.payment_failed',
  EXPIRED: 'order.expired',
  CANCELLED: 'order.cancelled',
} as const;

/**
 * What becomes of an order once the gateway has decided, or its time is over. Each step is one transaction that names the
 * state it starts from, so that events may come again, late and in any order: the first one has the effect.
 */
export class PaymentOutcomes {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Brings an order in line with its intent. Nothing while the gateway hasn't decided, or when it is in line. */
  async apply(intent: PaymentIntent): Promise<void> {
    const order = await this.#dependencies.orders.find(asId<OrderId>(intent.reference));
    if (!order || order.payment.kind !== 'CARD' || order.payment.intentId !== intent.id) return;
    if (order.payment.outcome !== 'OPEN') return;
    switch (intent.state) {
      case 'CREATED':
      case 'PROCESSING':
        return;
      case 'SUCCEEDED':
        return this.#captured(order, decided(order.payment, 'CAPTURED', intent));
      case 'DECLINED':
        return this.#notCaptured(order, 'PAYMENT_FAILED', decided(order.payment, 'DECLINED', intent));
      case 'CANCELLED': {
        const isOverdue = order.paymentDueAt !== null && order.paymentDueAt <= this.#dependencies.clock();
        const payment = decided(order.payment, 'CANCELLED', intent);
        return this.#notCaptured(order, isOverdue ? 'EXPIRED' : 'CANCELLED', payment);
      }
    }
  }

  /** The gateway will never capture this try any more: the end of an order, but not of a reservation. */
  async #notCaptured(order: Order, end: UnpaidEnd, payment: CardPayment): Promise<void> {
    if (isReservedAt(order, this.#dependencies.clock()) && (await this.#reserveAgain(order, payment))) return;
    await this.endUnpaid(order, end, payment, null);
  }

  /** Another card or cash may pay the reservation within its time; undefined when the order was decided before. */
  async #reserveAgain(
    { id, payment, reservedUntil }: Order & { readonly reservedUntil: Date },
    { outcome, intentId, declineReason }: CardPayment,
  ): Promise<Order | undefined> {
    const { mongo, orders, claims, audit, effects, clock } = this.#dependencies;
    const reserved = await inTransaction(mongo, async (session) => {
      const changed = await orders.change(
        id,
        { states: ['PENDING_PAYMENT'], payment },
        { payment: { kind: 'UNPAID', declineReason }, paymentDueAt: reservedUntil },
        session,
      );
      if (!changed) return undefined;
      await claims.relock(ownedBy(changed), reservedUntil, session);
      const action = outcome === 'DECLINED' ? 'payment.declined' : 'payment.cancelled';
      await audit.add([orderEntry(action, changed, clock(), null, { intentId, declineReason })], session);
      return changed;
    });
    if (reserved) await effects.after(reserved);
    return reserved;
  }

  /**
   * Ends an order that isn't paid and gives its seats back; undefined when it was decided before, or is paid in another
   * way by now. With an outcome that is still OPEN the gateway is asked on, and a late capture gets its seats again or its
   * money back.
   */
  async endUnpaid(
    before: Pick<Order, 'id' | 'payment'>,
    end: UnpaidEnd,
    payment: Order['payment'],
    by: OrderActor,
    reason?: string,
  ): Promise<Order | undefined> {
    const { mongo, orders, claims, audit, effects, clock } = this.#dependencies;
    const details = { ...endDetails(payment), ...(reason && { reason }) };
    const ended = await inTransaction(mongo, async (session) => {
      const at = clock();
      const order = await orders.change(
        before.id,
        { states: ['PENDING_PAYMENT'], payment: before.payment },
        { state: end, payment, paymentDueAt: null },
        session,
      );
      if (!order) {
        await this.#noteDecision(before, payment, session);
        return undefined;
      }
      await claims.giveBack(ownedBy(order), session);
      await audit.add([orderEntry(unpaidEvents[end], order, at, by, details)], session);
      await orders.addToOutbox({ _id: uuid(), type: unpaidEvents[end], orderId: order.id, at }, session);
      return order;
    });
    if (ended) await effects.after(ended);
    return ended;
  }

  /** The order had ended before the gateway decided: nothing is open any more. */
  async #noteDecision(
    before: Pick<Order, 'id' | 'payment'>,
    payment: Order['payment'],
    session: Parameters<OrderRepository['change']>[3],
  ): Promise<void> {
    if (payment.kind !== 'CARD' || payment.outcome === 'OPEN') return;
    const { orders, audit, clock } = this.#dependencies;
    const noted = await orders.change(
      before.id,
      { states: ['EXPIRED'], payment: before.payment },
      { payment },
      session,
    );
    if (!noted) return;
    const action = payment.outcome === 'DECLINED' ? 'payment.declined' : 'payment.cancelled';
    await audit.add([orderEntry(action, noted, clock(), null)], session);
  }

  async #captured(order: Order, payment: CardPayment): Promise<void> {
    const paid = order.state === 'PENDING_PAYMENT' ? await this.#payOrExpire(order, payment) : undefined;
    if (paid) return this.#dependencies.effects.after(paid);
    const current = await this.#dependencies.orders.find(order.id);
    if (current?.payment.kind !== 'CARD' || current.payment.outcome !== 'OPEN') return;
    await this.#dependencies.late.settle(current, payment);
  }

  /** An exchange whose old tickets were given back meanwhile can't be paid any more: it ends, and its money goes back. */
  async #payOrExpire(order: Order, payment: CardPayment): Promise<Order | undefined> {
    try {
      return await this.#pay(order, payment);
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      await this.endUnpaid(order, 'EXPIRED', order.payment, null);
      return undefined;
    }
  }

  /** Turns the claims into sold seats and issues the tickets; undefined when the order isn't pending any more. */
  async #pay(pending: Order, payment: CardPayment): Promise<Order | undefined> {
    const { mongo, orders, claims, audit, catalog, issuer, returns, clock } = this.#dependencies;
    const showtime = await catalog.showtime(pending.showtimeId);
    if (!showtime) throw new Error(`the order ${pending.id} names a showtime that is missing`);
    const numbering = await issuer.prepare(showtime, pending);
    return inTransaction(mongo, async (session) => {
      const order = await orders.find(pending.id, session);
      if (order?.state !== 'PENDING_PAYMENT') return undefined;
      const at = clock();
      const issued = await issuer.issue(numbering, order.lines, session);
      // A shift that was closed meanwhile counts neither the sale nor what is taken back for it.
      const exchange = await returns.takeExchanged({ ...order, ...issued }, null, session);
      const paid = await orders.change(
        order.id,
        { states: ['PENDING_PAYMENT'], payment: pending.payment },
        { ...issued, exchange, payment, state: 'PAID', paidAt: at, paymentDueAt: null },
        session,
      );
      if (!paid) throw new Error(`the order ${order.id} changed within its own transaction`);
      await claims.bookLocked(ownedBy(paid), session);
      await audit.add([orderEntry('payment.captured', paid, at, null), ...paidEntries(paid, at, null)], session);
      await orders.addToOutbox({ _id: uuid(), type: 'order.paid', orderId: paid.id, at }, session);
      return paid;
    });
  }
}

function decided(payment: CardPayment, outcome: CardPayment['outcome'], intent: PaymentIntent): CardPayment {
  return { ...payment, outcome, card: intent.card, declineReason: intent.declineReason };
}

/** An order with the seats that it must have claims on. */
export function ownedBy({ id: orderId, showtimeId, fence, lines }: Order) {
  return { orderId, showtimeId, fence, seatIds: lines.map(({ seatId }) => seatId) };
}

function endDetails(payment: Order['payment']): Readonly<Record<string, unknown>> {
  if (payment.kind !== 'CARD') return {};
  return { outcome: payment.outcome, ...(payment.declineReason && { declineReason: payment.declineReason }) };
}
