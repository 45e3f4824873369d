import { v7 as uuid } from 'uuid';
import { asId, type OrderId, type TicketId } from '#shared/domain/ids.ts';
import { subtractMoney } from '#shared/domain/money.ts';
import type { Actor } from '../domain/actor.ts';
import { auditEntry, type AuditAction, type AuditEntry } from '../domain/audit-entry.ts';
import { ticketFor, type CashPayment, type Order, type PricedLine, type Quote, type Ticket } from '../domain/order.ts';
import type { Shift } from '../domain/shift.ts';
import type { SeatPlan, Showtime } from '../domain/showtime.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import type { ClaimRepository } from '../mongo/claim-repository.ts';
import type { CatalogRepository } from '../mongo/catalog-repository.ts';
import { inTransaction, type Mongo } from '../mongo/client.ts';
import type { OrderRepository } from '../mongo/order-repository.ts';
import type { ShiftRepository } from '../mongo/shift-repository.ts';
import type { LiveHold } from '../redis/seat-locks.ts';
import type { TicketSigner } from './ticket-signer.ts';

/** Everything that is known about a cash sale before it is written. */
export interface CashSale {
  readonly orderId: OrderId;
  readonly code: string;
  readonly now: Date;
  readonly actor: Actor;
  readonly shift: Shift;
  readonly showtime: Showtime;
  readonly plan: SeatPlan;
  readonly hold: LiveHold;
  readonly quote: Quote;
  readonly payment: CashPayment;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly claims: ClaimRepository;
  readonly orders: OrderRepository;
  readonly shifts: ShiftRepository;
  readonly audit: AuditRepository;
  readonly catalog: CatalogRepository;
  readonly signer: TicketSigner;
}

const replyHours = 24;

/** Writes a sale: order, claims, tickets, cash movement, audit entries and outbox in one transaction. */
export class SaleWriter {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Writes all of it or nothing, and returns the order; undefined when the shift was closed meanwhile. Throws
   * `ClaimRefused` with `idempotencyKey`, `hold`, `seats` or `code` when somebody else was first.
   */
  async write(sale: CashSale, reply: { readonly key: string; readonly hash: string }): Promise<Order | undefined> {
    const { mongo, claims, orders, shifts, audit } = this.#dependencies;
    const prefix = await this.#serialPrefix(sale.showtime);
    return inTransaction(mongo, async (session) => {
      const { orderId, now, hold, showtime, shift } = sale;
      const expiresAt = new Date(now.getTime() + replyHours * 3_600_000);
      await orders.rememberReply({ _id: reply.key, requestHash: reply.hash, orderId, expiresAt }, session);
      await claims.decideOrdered(hold.holdId, orderId, now, session);
      const numbered = await shifts.takeNumbers(shift.id, hold.seats.length, session);
      if (!numbered) {
        await session.abortTransaction();
        return undefined;
      }
      const order = this.#order(sale, numbered, prefix);
      const claim = {
        showtimeId: showtime.id,
        state: 'BOOKED',
        orderId,
        holdId: hold.holdId,
        fence: order.fence,
      } as const;
      await claims.claimSeats(
        claim,
        sale.quote.lines.map(({ seat }) => seat),
        session,
      );
      await orders.insert(order, session);
      await shifts.addMovement(
        { id: uuid(), shiftId: shift.id, kind: 'SALE', amount: order.total, orderId, at: now },
        session,
      );
      await audit.add(auditOf(order, sale), session);
      await orders.addToOutbox({ _id: uuid(), type: 'order.paid', orderId, at: now }, session);
      return order;
    });
  }

  async #serialPrefix({ cinemaId }: Showtime): Promise<string> {
    const cinema = await this.#dependencies.catalog.cinema(cinemaId);
    if (!cinema) throw new Error(`the cinema ${cinemaId} is missing`);
    return cinema.serialPrefix;
  }

  #order(sale: CashSale, numbered: Shift, prefix: string): Order {
    const { lines, total, tax } = sale.quote;
    const firstTicket = numbered.ticketCount - lines.length + 1;
    const tickets = lines.map((line, position) => {
      const serial = `${prefix}-${numbered.number}-${String(firstTicket + position).padStart(4, '0')}`;
      return this.#ticket(line, serial, sale.showtime);
    });
    return {
      id: sale.orderId,
      code: sale.code,
      receiptNumber: `${numbered.number}-${String(numbered.receiptCount).padStart(4, '0')}`,
      state: 'PAID',
      showtimeId: sale.showtime.id,
      holdId: sale.hold.holdId,
      fence: Number(sale.hold.fence),
      total,
      tax,
      payment: sale.payment,
      tickets,
      placedAt: sale.now,
      placedBy: { staffId: sale.actor.staffId, name: sale.actor.name },
      stationId: sale.actor.stationId,
      shiftId: numbered.id,
    };
  }

  #ticket({ seat, ticketType, price }: PricedLine, serial: string, showtime: Showtime): Ticket {
    const qr = this.#dependencies.signer.qr({ serial, showtimeId: showtime.id, seatId: seat.id });
    return ticketFor(seat, { id: asId<TicketId>(uuid()), serial, ticketType, price, qr, printCount: 0 });
  }
}

function auditOf(order: Order, { actor, hold, payment }: CashSale): readonly AuditEntry[] {
  const subject = { showtimeId: order.showtimeId, orderId: order.id, shiftId: order.shiftId };
  const entry = (action: AuditAction, seatIds: readonly string[], details: Record<string, unknown>): AuditEntry =>
    auditEntry(uuid(), action, order.placedAt, actor, { ...subject, seatIds, details });
  const seatIds = order.tickets.map(({ seatId }) => seatId);
  const kept = subtractMoney(payment.received, payment.changeDue);
  return [
    entry('order.placed', seatIds, { code: order.code, holdId: hold.holdId, fence: hold.fence, total: order.total }),
    entry('order.paid', seatIds, { tender: 'CASH', received: payment.received, changeDue: payment.changeDue, kept }),
    ...order.tickets.map(({ id, serial, seatId, ticketType, price }) =>
      entry('ticket.issued', [seatId], { ticketId: id, serial, ticketType, price }),
    ),
  ];
}
