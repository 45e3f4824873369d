import { v7 as uuid } from 'uuid';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  idempotencyConflict,
  invalidTransition,
  notFound,
  paymentUnavailable,
  shiftNotOpen,
  type AmountTooLowError,
  type InvalidTransitionError,
  type NotFoundError,
  type PaymentUnavailableError,
  type ShiftNotOpenError,
} from '../../domain/failures.ts';
import { amountDue, isReservedAt, type Order } from '../../domain/order.ts';
import {
  refuseEmptyCharge,
  refuseTender,
  takeCash,
  type CardPayment,
  type CashPayment,
  type Tender,
} from '../../domain/payment.ts';
import type { Shift } from '../../domain/shift.ts';
import { mayActOn } from '../../domain/order-access.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { CatalogService } from '../catalog-service.ts';
import type { Clock } from '../clock.ts';
import type { CardCharges } from './card-charges.ts';
import { orderEntry, paidEntries } from './order-audit.ts';
import type { OrderEffects } from './order-effects.ts';
import { ownedBy } from './payment-outcomes.ts';
import type { KeyedRequest, Replies, ReplyFailure } from './replies.ts';
import { requestHash } from './request-hash.ts';
import type { TicketIssuer } from './ticket-issuer.ts';

export interface PayRequest {
  readonly orderId: string;
  readonly tender: Tender;
  readonly idempotencyKey: string;
}

export type PayOutcome =
  | { readonly order: Order }
  | {
      readonly failure:
        | NotFoundError
        | InvalidTransitionError
        | ShiftNotOpenError
        | AmountTooLowError
        | PaymentUnavailableError
        | ReplyFailure;
    };

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly claims: ClaimRepository;
  readonly shifts: ShiftRepository;
  readonly audit: AuditRepository;
  readonly catalog: CatalogService;
  readonly issuer: TicketIssuer;
  readonly charges: CardCharges;
  readonly replies: Replies;
  readonly effects: OrderEffects;
  readonly clock: Clock;
  readonly paymentTimeoutMs: number;
}

/** Who collects a reservation, where, and by which request. */
interface Collection {
  readonly actor: Actor;
  readonly shift: Shift | undefined;
  readonly keyed: KeyedRequest;
}

/** Collecting what was reserved: the seats are claimed already, the money and the tickets follow. */
export class ReservationService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Pays a reservation, guests only an own one: cash at once, or a card for which it waits as a card order does. A card
   * that doesn't pay leaves the reservation as it was within its time. A retry gets the order again.
   */
  async pay(actor: Actor, request: PayRequest): Promise<PayOutcome> {
    const { replies, orders, shifts, charges, clock } = this.#dependencies;
    const { orderId, tender } = request;
    const outcome = await replies.once(actor, 'payOrder', request, async (keyed): Promise<PayOutcome> => {
      const refused = refuseTender(actor.role, tender);
      if (refused) return { failure: refused };
      const order = await orders.find(asId<OrderId>(orderId));
      if (!order || !mayActOn(actor, order, 'order.read')) return { failure: notFound('order', orderId) };
      const now = clock();
      const over = refuseCollection(order, now);
      if (over) return { failure: over };
      const shift = await shifts.findOpen(actor.staffId);
      const collection: Collection = { actor, shift, keyed };
      return tender.kind === 'CASH'
        ? this.#takeCash(order, tender.received, collection)
        : this.#takeCard(order, tender, collection);
    });
    // Also on a retry: the program that wrote it may have died before it started the charge.
    if ('order' in outcome) await charges.start(outcome.order);
    return outcome;
  }

  async #takeCash(order: Order, received: number, collection: Collection): Promise<PayOutcome> {
    const taken = takeCash(amountDue(order), received);
    if ('failure' in taken) return taken;
    if (!collection.shift) return { failure: shiftNotOpen() };
    return this.#settled(order, () => this.#writeCash(order, taken.payment, collection));
  }

  async #writeCash(order: Order, payment: CashPayment, { actor, shift, keyed }: Collection): Promise<Order> {
    const { mongo, orders, claims, shifts, audit, catalog, issuer, replies, clock } = this.#dependencies;
    const showtime = await catalog.showtime(order.showtimeId);
    if (!showtime) throw new Error(`the order ${order.id} names a showtime that is missing`);
    const { stationId } = actor;
    const numbering = await issuer.prepare(showtime, { id: order.id, shiftId: shift?.id ?? null, stationId });
    return inTransaction(mongo, async (transaction) => {
      const now = clock();
      await replies.remember(keyed, order.id, now, transaction);
      const issued = await issuer.issueInShift(numbering, order.lines, transaction);
      if (!issued?.shiftId) throw new ClaimRefused('shift');
      const paid = await orders.change(
        order.id,
        { states: ['PENDING_PAYMENT'], payment: order.payment },
        { ...issued, payment, stationId, state: 'PAID', paidAt: now, paymentDueAt: null },
        transaction,
      );
      if (!paid) throw new ClaimRefused('order');
      await claims.bookLocked(ownedBy(paid), transaction);
      const money = { kind: 'SALE', amount: amountDue(paid), reason: null } as const;
      const movement = { ...money, id: uuid(), shiftId: issued.shiftId, orderId: paid.id, at: now };
      await shifts.addMovement(movement, transaction);
      await audit.add(paidEntries(paid, now, actor), transaction);
      await orders.addToOutbox({ _id: uuid(), type: 'order.paid', orderId: paid.id, at: now }, transaction);
      return paid;
    });
  }

  async #takeCard(
    order: Order,
    tender: Extract<Tender, { readonly kind: 'CARD' }>,
    collection: Collection,
  ): Promise<PayOutcome> {
    const { charges } = this.#dependencies;
    const amount = amountDue(order);
    const refused = refuseEmptyCharge(amount, tender);
    if (refused) return { failure: refused };
    const payment = await charges.prepare({
      orderId: order.id,
      amount,
      terminalId: tender.terminalId ?? collection.actor.stationId,
      // Each try is an intent of its own: the one of a card that was declined never pays any more.
      idempotencyKey: `${order.id}:${requestHash(collection.keyed)}`,
    });
    if (!payment) return { failure: paymentUnavailable() };
    return this.#settled(order, () => this.#writeCard(order, payment, collection));
  }

  async #writeCard(order: Order, payment: CardPayment, { actor, shift, keyed }: Collection): Promise<Order> {
    const { mongo, orders, claims, audit, replies, paymentTimeoutMs, clock } = this.#dependencies;
    return inTransaction(mongo, async (transaction) => {
      const now = clock();
      const paymentDueAt = new Date(now.getTime() + paymentTimeoutMs);
      await replies.remember(keyed, order.id, now, transaction);
      const started = await orders.change(
        order.id,
        { states: ['PENDING_PAYMENT'], payment: order.payment },
        { payment, paymentDueAt, shiftId: shift?.id ?? null, stationId: actor.stationId },
        transaction,
      );
      if (!started) throw new ClaimRefused('order');
      await claims.relock(ownedBy(started), paymentDueAt, transaction);
      const details = { intentId: payment.intentId, amount: amountDue(started), paymentDueAt };
      await audit.add([orderEntry('payment.started', started, now, actor, details)], transaction);
      return started;
    });
  }

  /** Writes a step; when somebody else was first, the failure says what the order has become. */
  async #settled(order: Order, write: () => Promise<Order>): Promise<PayOutcome> {
    const { orders, effects, clock } = this.#dependencies;
    try {
      const written = await write();
      await effects.after(written);
      return { order: written };
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      if (error.claim === 'idempotencyKey') return { failure: idempotencyConflict() };
      if (error.claim === 'shift') return { failure: shiftNotOpen() };
      const current = (await orders.find(order.id)) ?? order;
      return { failure: refuseCollection(current, clock()) ?? invalidTransition(current.state, 'paid') };
    }
  }
}

/** The failure when an order isn't a reservation that can be collected now. */
function refuseCollection(order: Order, now: Date): InvalidTransitionError | undefined {
  const refused = invalidTransition(order.state, 'paid');
  if (order.state !== 'PENDING_PAYMENT') return refused;
  if (order.payment.kind !== 'UNPAID')
    return { ...refused, message: 'This order is being paid by card. Wait for the terminal.' };
  if (!isReservedAt(order, now))
    return { ...refused, message: 'The time to collect this reservation is over. Sell the seats anew.' };
  return undefined;
}
