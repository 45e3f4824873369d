import { v7 as uuid } from 'uuid';
import type { OrderId } from '#shared/domain/ids.ts';
import type { AuditEntry } from '../../domain/audit-entry.ts';
import { amountDue, type Contact, type Exchange, type Order, type Quote } from '../../domain/order.ts';
import type { Payment } from '../../domain/payment.ts';
import type { Shift } from '../../domain/shift.ts';
import type { SeatPlan, Showtime } from '../../domain/showtime.ts';
import { seatOf } from '../../domain/showtime.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { inTransaction, type Mongo, type Transaction } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { LiveHold } from '../../redis/seat-locks.ts';
import { paidEntries, placedEntry, type OrderActor } from './order-audit.ts';
import type { KeyedRequest, Replies } from './replies.ts';
import type { Numbering, TicketIssuer } from './ticket-issuer.ts';
import type { TicketReturns } from './ticket-returns.ts';

/** Everything that is known about a sale before it is written. */
export interface Sale {
  readonly orderId: OrderId;
  readonly code: string;
  readonly now: Date;
  /** Who sells it; null for the system itself. */
  readonly actor: OrderActor;
  /** Whose order it is. */
  readonly placedBy: Order['placedBy'];
  readonly shift: Shift | null;
  readonly showtime: Showtime;
  readonly plan: SeatPlan;
  readonly hold: LiveHold;
  readonly quote: Quote;
  readonly payment: Payment;
  readonly exchange: Exchange | null;
  readonly contact: Contact | null;
  /** What the history must say of who agreed to it. */
  readonly approval: readonly AuditEntry[];
  /** Until when it may be paid; null when it is paid at once. */
  readonly paymentDueAt: Date | null;
  /** What else is written with it; when that throws, nothing is. */
  readonly beside?: (order: Order, transaction: Transaction) => Promise<void>;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly claims: ClaimRepository;
  readonly orders: OrderRepository;
  readonly shifts: ShiftRepository;
  readonly audit: AuditRepository;
  readonly issuer: TicketIssuer;
  readonly replies: Replies;
  readonly returns: TicketReturns;
}

/** Writes a sale: order, claims, tickets, cash movement, audit entries and outbox in one transaction. */
export class OrderWriter {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Writes all of it or nothing, and returns the order; undefined when the shift was closed meanwhile. Throws
   * `ClaimRefused` with `idempotencyKey`, `hold`, `seats`, `tickets` or `code` when somebody else was first.
   */
  async write(sale: Sale, request: KeyedRequest): Promise<Order | undefined> {
    const { mongo, issuer } = this.#dependencies;
    const { orderId: id, shift, actor, showtime } = sale;
    const numbering = await issuer.prepare(showtime, {
      id,
      shiftId: shift?.id ?? null,
      stationId: actor?.stationId ?? null,
    });
    return inTransaction(mongo, (session) => this.#write(sale, request, numbering, session));
  }

  async #write(
    sale: Sale,
    request: KeyedRequest,
    numbering: Numbering,
    session: Transaction,
  ): Promise<Order | undefined> {
    const { claims, orders, audit, replies, returns } = this.#dependencies;
    const { orderId, now, hold, actor } = sale;
    await replies.remember(request, orderId, now, session);
    await claims.decideOrdered(hold.holdId, orderId, now, session);
    const sold = sale.paymentDueAt ? pendingOrder(sale) : await this.#paidOrder(sale, numbering, session);
    if (!sold) {
      await session.abortTransaction();
      return undefined;
    }
    await this.#claimSeats(sold, sale.plan, session);
    const isPaid = sold.state === 'PAID';
    const exchange = isPaid ? await returns.takeExchanged(sold, actor, session) : sold.exchange;
    const order = { ...sold, exchange };
    await orders.insert(order, session);
    await this.#takeCash(order, session);
    const placed = placedEntry(order, actor);
    // Made in their order: entries of one moment are read in the order of their ids.
    const paid = isPaid ? paidEntries(order, now, actor) : [];
    await audit.add([...sale.approval, placed, ...paid], session);
    await orders.addToOutbox({ _id: uuid(), type: isPaid ? 'order.paid' : 'order.placed', orderId, at: now }, session);
    await sale.beside?.(order, session);
    return order;
  }

  /** Cash belongs into an open drawer; what costs nothing more may be issued without one. */
  async #paidOrder(sale: Sale, numbering: Numbering, session: Transaction): Promise<Order | undefined> {
    const { issuer } = this.#dependencies;
    const { lines } = sale.quote;
    const issued =
      sale.payment.kind === 'CASH'
        ? await issuer.issueInShift(numbering, lines, session)
        : await issuer.issue(numbering, lines, session);
    return issued && { ...pendingOrder(sale), ...issued, state: 'PAID', paidAt: sale.now };
  }

  async #claimSeats(order: Order, plan: SeatPlan, session: Transaction): Promise<void> {
    const { showtimeId, id: orderId, holdId, fence, paymentDueAt: lockedUntil } = order;
    const state = order.state === 'PAID' ? 'BOOKED' : 'LOCKED';
    const seats = order.lines.map(({ seatId }) => seatOf(plan, seatId));
    await this.#dependencies.claims.claimSeats(
      { showtimeId, state, orderId, holdId, fence, lockedUntil },
      seats,
      session,
    );
  }

  async #takeCash(order: Order, session: Transaction): Promise<void> {
    const { id: orderId, shiftId, payment, placedAt: at } = order;
    if (payment.kind !== 'CASH' || !shiftId) return;
    const movement = {
      id: uuid(),
      shiftId,
      kind: 'SALE',
      amount: amountDue(order),
      orderId,
      reason: null,
      at,
    } as const;
    await this.#dependencies.shifts.addMovement(movement, session);
  }
}

function pendingOrder(sale: Sale): Order {
  const { orderId, code, showtime, hold, quote, payment, exchange, contact, now, paymentDueAt, actor, shift } = sale;
  return {
    id: orderId,
    code,
    receiptNumber: null,
    state: 'PENDING_PAYMENT',
    showtimeId: showtime.id,
    holdId: hold.holdId,
    fence: Number(hold.fence),
    total: quote.total,
    tax: quote.tax,
    taxBasisPoints: quote.taxBasisPoints,
    lines: quote.lines,
    payment,
    tickets: [],
    exchange,
    contact,
    placedAt: now,
    paidAt: null,
    paymentDueAt,
    reservedUntil: payment.kind === 'UNPAID' ? paymentDueAt : null,
    placedBy: sale.placedBy,
    stationId: actor?.stationId ?? null,
    shiftId: shift?.id ?? null,
  };
}
