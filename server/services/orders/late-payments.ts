import { v5 as uuidFromName, v7 as uuid } from 'uuid';
import { asId, type HoldId, type HolderId } from '#shared/domain/ids.ts';
import { amountDue, type Order } from '../../domain/order.ts';
import type { CardPayment } from '../../domain/payment.ts';
import type { Refund } from '../../domain/refund.ts';
import { refuseAfterSales, seatOf, type SeatPlan, type Showtime } from '../../domain/showtime.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import type { LiveHold, SeatLocks } from '../../redis/seat-locks.ts';
import type { Clock } from '../clock.ts';
import type { SeatMapService } from '../seat-map-service.ts';
import { orderEntry, paidEntries } from './order-audit.ts';
import type { OrderEffects } from './order-effects.ts';
import type { RefundPayouts } from './refund-payouts.ts';
import type { TicketIssuer } from './ticket-issuer.ts';

interface Dependencies {
  readonly mongo: Mongo;
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly orders: OrderRepository;
  readonly claims: ClaimRepository;
  readonly refunds: RefundRepository;
  readonly audit: AuditRepository;
  readonly issuer: TicketIssuer;
  readonly payouts: RefundPayouts;
  readonly effects: OrderEffects;
  readonly clock: Clock;
}

/** Names the holds that late payments take: a retry takes the same one. */
const namespace = '9b1f4c52-0a55-4a4f-8f1e-6f6f5b5f4d10';

/** Longer than the few steps of a late payment can take. */
const holdMs = 60_000;

/**
 * A capture of an order that had expired: it gets its seats again when all of them can still be claimed, otherwise the
 * whole amount goes back and the history says why.
 */
export class LatePayments {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Settles an expired order whose intent was captured. Safe to repeat and to run twice at once. */
  async settle(order: Order, payment: CardPayment): Promise<void> {
    const { maps, clock } = this.#dependencies;
    const found = await maps.find(order.showtimeId);
    if (!found) throw new Error(`the order ${order.id} names a showtime that is missing`);
    // An exchange gave nothing away yet: the old tickets are valid, and only the difference goes back.
    if (order.exchange) return this.#payBack(order, payment, 'the exchange had expired');
    if (refuseAfterSales(found.showtime, clock())) return this.#payBack(order, payment, 'the show had begun');
    const hold = await this.#holdAgain(order, found.showtime, found.plan);
    if (!hold) return this.#payBack(order, payment, 'the seats were taken by others');
    await this.#pay(order, payment, hold, found);
  }

  async #holdAgain(order: Order, showtime: Showtime, plan: SeatPlan): Promise<LiveHold | undefined> {
    const { maps, locks } = this.#dependencies;
    const holdId = asId<HoldId>(uuidFromName(order.id, namespace));
    const seats = order.lines.map(({ seatId }) => seatOf(plan, seatId).index).toSorted((a, b) => a - b);
    const outcome = await maps.withMap(showtime, () =>
      locks.hold({
        showtimeId: showtime.id,
        holdId,
        seats,
        ttlMs: holdMs,
        maximumMs: holdMs,
        holderId: asId<HolderId>(`late-payment-${order.id}`),
        limit: 1,
        actor: 'Foyer',
        actorId: null,
        station: null,
      }),
    );
    const hold = outcome.kind === 'held' ? outcome.hold : await locks.findHold({ showtimeId: showtime.id, holdId });
    if (!hold) return undefined;
    const locked = await locks.lock({ showtimeId: showtime.id, holdId, token: order.id, fence: hold.fence });
    return locked.kind === 'locked' ? locked.hold : undefined;
  }

  async #pay(
    expired: Order,
    payment: CardPayment,
    hold: LiveHold,
    { showtime, plan }: { readonly showtime: Showtime; readonly plan: SeatPlan },
  ): Promise<void> {
    const { mongo, orders, claims, audit, issuer, effects, locks, clock } = this.#dependencies;
    const numbering = await issuer.prepare(showtime, expired);
    const { holdId } = hold;
    const fence = Number(hold.fence);
    try {
      const paid = await inTransaction(mongo, async (session) => {
        const order = await orders.find(expired.id, session);
        if (order?.state !== 'EXPIRED') return undefined;
        const at = clock();
        await claims.decideOrdered(holdId, order.id, at, session);
        const issued = await issuer.issue(numbering, order.lines, session);
        const claim = { showtimeId: order.showtimeId, state: 'BOOKED', orderId: order.id, holdId, fence } as const;
        const seats = order.lines.map(({ seatId }) => seatOf(plan, seatId));
        await claims.claimSeats({ ...claim, lockedUntil: null }, seats, session);
        const changed = await orders.change(
          order.id,
          { states: ['EXPIRED'], payment: expired.payment },
          { ...issued, payment, holdId, fence, state: 'PAID', paidAt: at },
          session,
        );
        if (!changed) throw new Error(`the order ${order.id} changed within its own transaction`);
        const captured = orderEntry('payment.captured_late', changed, at, null, { accepted: true });
        await audit.add([captured, ...paidEntries(changed, at, null)], session);
        await orders.addToOutbox({ _id: uuid(), type: 'order.paid', orderId: order.id, at }, session);
        return changed;
      });
      if (paid) await effects.after(paid);
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
      // Redis had lost what the database knows: the seats are somebody else's.
      await locks.abandon({ showtimeId: showtime.id, holdId, fence: hold.fence });
      await this.#payBack(expired, payment, 'the seats were sold to others');
    }
  }

  async #payBack(expired: Order, payment: CardPayment, reason: string): Promise<void> {
    const { mongo, orders, refunds, audit, payouts, effects, clock } = this.#dependencies;
    const paidBack = await inTransaction(mongo, async (session) => {
      const at = clock();
      const refund = lateRefund(expired, payment, reason, at);
      const order = await orders.change(
        expired.id,
        { states: ['EXPIRED'], payment: expired.payment },
        { state: 'REFUND_PENDING', payment, paidAt: null },
        session,
      );
      if (!order) return undefined;
      await refunds.insert([refund], session);
      const details = { reason, refundId: refund.id, amount: refund.fund.amount };
      const entries = [
        orderEntry('payment.captured_late', order, at, null, { accepted: false, reason }),
        orderEntry('order.refund_requested', order, at, null, { reason, state: order.state }),
        orderEntry('refund.requested', order, at, null, details),
      ];
      await audit.add(entries, session);
      await orders.addToOutbox({ _id: uuid(), type: 'order.refund_requested', orderId: order.id, at }, session);
      return { order, refund };
    });
    if (!paidBack) return;
    await effects.after(paidBack.order);
    await payouts.send(paidBack.refund);
  }
}

function lateRefund(order: Order, { intentId }: CardPayment, reason: string, at: Date): Refund {
  return {
    id: uuid(),
    orderId: order.id,
    kind: 'LATE_PAYMENT',
    state: 'PENDING',
    tender: 'CARD',
    fund: { tender: 'CARD', intentId, amount: amountDue(order) },
    ticketIds: [],
    reason,
    requestedBy: 'Foyer',
    approvedBy: null,
    requestedAt: at,
    settledAt: null,
    shiftId: null,
  };
}
