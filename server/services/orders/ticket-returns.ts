import { v7 as uuid } from 'uuid';
import type { OrderId, ShiftId } from '#shared/domain/ids.ts';
import { money, subtractMoney, type Money } from '#shared/domain/money.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import { auditEntry, type AuditAction } from '../../domain/audit-entry.ts';
import type { Fund } from '../../domain/fund.ts';
import { draw, fundsOf } from '../../domain/funds.ts';
import type { Exchange, Order, Ticket } from '../../domain/order.ts';
import type { OrderEventType } from '../../domain/order-event.ts';
import { stateAfterReturn, worthOf, type Refund, type RefundKind } from '../../domain/refund.ts';
import type { AuditRepository } from '../../mongo/audit-repository.ts';
import type { ClaimRepository } from '../../mongo/claim-repository.ts';
import { ClaimRefused, type Transaction } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { Clock } from '../clock.ts';
import type { OrderActor } from './order-audit.ts';

/** Tickets that are given back, and what is given for them. */
export interface TicketReturn {
  readonly orderId: OrderId;
  readonly ticketIds: readonly string[];
  readonly kind: Exclude<RefundKind, 'LATE_PAYMENT'>;
  /** How much of their worth pays for another order; the rest goes back to what paid for them. */
  readonly credit: Money | null;
  readonly reason: string;
  readonly by: OrderActor;
  readonly approvedBy: string | null;
  /** The open shift that cash comes from, and whose report the refund belongs to. */
  readonly shiftId: ShiftId | null;
}

/** A return under way, with the moment at which it happens. */
interface TimedReturn extends TicketReturn {
  readonly now: Date;
}

interface Dependencies {
  readonly orders: OrderRepository;
  readonly claims: ClaimRepository;
  readonly refunds: RefundRepository;
  readonly shifts: ShiftRepository;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** Takes tickets back: the seats are free, the money is on its way, and everything of it is in one transaction. */
export class TicketReturns {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Writes a return in the caller's transaction and gives the order as it then is. Throws `ClaimRefused('tickets')` when
   * one of the tickets isn't valid any more, and `ClaimRefused('shift')` when the shift was closed meanwhile that the
   * money comes from, or that a void belongs to; any other return is counted in no shift then.
   */
  async take(returned: TicketReturn, session: Transaction): Promise<Order> {
    const { order } = await this.#take(returned, session);
    return order;
  }

  async #take(request: TicketReturn, session: Transaction) {
    const { orders, claims, refunds, audit, clock } = this.#dependencies;
    const { orderId, kind } = request;
    const shiftId = await this.#openShift(request, session);
    // Read here, so that two returns of one order conflict instead of overwriting each other.
    const order = await orders.find(orderId, session);
    // Only now: of two returns, the one that sees what the other did is the later one in the history, too.
    const now = clock();
    const returned = { ...request, shiftId, now };
    const tickets = order ? ticketsNamed(order, returned.ticketIds) : undefined;
    if (!order || !tickets) throw new ClaimRefused('tickets');
    const before = await refunds.ofOrders([orderId], session);
    const records = refundsFor(order, tickets, before, returned);
    const state = stateAfter(order, tickets, kind, [...before, ...records]);
    const changed = await orders.change(
      orderId,
      { states: [order.state] },
      { state, tickets: markReturned(order, tickets) },
      session,
    );
    if (!changed) throw new ClaimRefused('tickets');
    const seatIds = tickets.map(({ seatId }) => seatId);
    await claims.giveBack({ orderId, showtimeId: order.showtimeId, fence: order.fence, seatIds }, session);
    await refunds.insert(records, session);
    await this.#payCash(returned, records, session);
    await audit.add(entriesOf(changed, tickets, returned, records), session);
    await orders.addToOutbox({ _id: uuid(), type: eventOf(kind, state), orderId, at: now }, session);
    return { order: changed, records };
  }

  /** Takes back the tickets that an order is exchanged for as it is paid; gives what they bring along. */
  async takeExchanged(order: Order, by: OrderActor, session: Transaction): Promise<Exchange | null> {
    const { exchange, shiftId } = order;
    if (!exchange) return null;
    const { fromOrderId: orderId, ticketIds, credit, reason, approvedBy } = exchange;
    const returned = { orderId, ticketIds, kind: 'EXCHANGE', credit, reason, by, approvedBy, shiftId } as const;
    const { records } = await this.#take(returned, session);
    const carried = records.filter(({ tender }) => tender === 'CREDIT').map(({ fund }) => fund);
    return { ...exchange, carried };
  }

  /** The shift, as long as it is open: a closing one and this return can't miss each other. */
  async #openShift({ shiftId, kind }: TicketReturn, session: Transaction): Promise<ShiftId | null> {
    const isOpen = shiftId !== null && (await this.#dependencies.shifts.countIfOpen(shiftId, session));
    if (kind === 'VOID' && !isOpen) throw new ClaimRefused('shift');
    return isOpen ? shiftId : null;
  }

  /** Cash comes out of the shift's drawer. */
  async #payCash({ shiftId }: TicketReturn, records: readonly Refund[], session: Transaction): Promise<void> {
    for (const { id, tender, fund, orderId, reason, requestedAt: at } of records) {
      if (tender !== 'CASH') continue;
      if (!shiftId) throw new ClaimRefused('shift');
      const amount = { ...fund.amount, amount: -fund.amount.amount };
      await this.#dependencies.shifts.addMovement(
        { id, shiftId, kind: 'REFUND', amount, orderId, reason, at },
        session,
      );
    }
  }
}

/** All tickets with these ids when every one is valid, undefined otherwise. */
function ticketsNamed(order: Order, ticketIds: readonly string[]): readonly Ticket[] | undefined {
  const named = order.tickets.filter(({ id, state }) => state === 'VALID' && ticketIds.includes(id));
  return named.length > 0 && named.length === new Set(ticketIds).size ? named : undefined;
}

function markReturned(order: Order, returned: readonly Ticket[]): readonly Ticket[] {
  const ids = new Set(returned.map(({ id }) => id));
  return order.tickets.map((ticket) => (ids.has(ticket.id) ? { ...ticket, state: 'RETURNED' } : ticket));
}

/** One record for each fund that the money came from: first the credit, then what is paid back. */
function refundsFor(
  order: Order,
  tickets: readonly Ticket[],
  before: readonly Refund[],
  returned: TimedReturn,
): readonly Refund[] {
  const worth = worthOf(tickets, order.total.currency);
  const credit = returned.credit ?? money(0, worth.currency);
  const funds = fundsOf(order);
  const credited = draw(funds, before, credit).map((fund) => refundOf(order, tickets, returned, 'CREDIT', fund));
  const rest = subtractMoney(worth, credit);
  const paidBack = draw(funds, [...before, ...credited], rest).map((fund) =>
    refundOf(order, tickets, returned, fund.tender, fund),
  );
  return [...credited, ...paidBack];
}

function refundOf(
  order: Order,
  tickets: readonly Ticket[],
  returned: TimedReturn,
  tender: Refund['tender'],
  fund: Fund,
): Refund {
  const isAtOnce = tender !== 'CARD';
  return {
    id: uuid(),
    orderId: order.id,
    kind: returned.kind,
    state: isAtOnce ? 'DONE' : 'PENDING',
    tender,
    fund,
    ticketIds: tickets.map(({ id }) => id),
    reason: returned.reason,
    requestedBy: returned.by?.name ?? 'Foyer',
    approvedBy: returned.approvedBy,
    requestedAt: returned.now,
    settledAt: isAtOnce ? returned.now : null,
    shiftId: returned.shiftId,
  };
}

function stateAfter(
  order: Order,
  tickets: readonly Ticket[],
  kind: TicketReturn['kind'],
  records: readonly Refund[],
): OrderState {
  if (kind === 'VOID') return 'VOIDED';
  const ids = tickets.map(({ id }) => id);
  const state = stateAfterReturn(order.tickets, ids);
  const isSettled = records.every(({ settledAt }) => settledAt !== null);
  return state === 'REFUND_PENDING' && isSettled ? 'REFUNDED' : state;
}

function eventOf(kind: TicketReturn['kind'], state: OrderState): OrderEventType {
  if (kind === 'VOID') return 'order.voided';
  if (kind === 'EXCHANGE') return 'order.exchanged';
  if (state === 'PARTIALLY_REFUNDED') return 'order.partially_refunded';
  return state === 'REFUNDED' ? 'order.refunded' : 'order.refund_requested';
}

function entriesOf(order: Order, tickets: readonly Ticket[], returned: TimedReturn, records: readonly Refund[]) {
  const { by, now, kind, reason, approvedBy } = returned;
  const subject = {
    showtimeId: order.showtimeId,
    orderId: order.id,
    shiftId: returned.shiftId,
    seatIds: tickets.map(({ seatId }) => seatId),
    approvedBy,
  };
  const entry = (action: AuditAction, details: Readonly<Record<string, unknown>>) =>
    auditEntry(uuid(), action, now, by, { ...subject, details: { reason, ...details } });
  return [
    entry(eventOf(kind, order.state), { state: order.state, serials: tickets.map(({ serial }) => serial) }),
    ...records.map(({ id, tender, fund, state }) =>
      entry(state === 'DONE' ? 'refund.settled' : 'refund.requested', {
        refundId: id,
        kind,
        tender,
        amount: fund.amount,
      }),
    ),
  ];
}
