import { v7 as uuid } from 'uuid';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Actor } from '../domain/actor.ts';
import { auditEntry, type AuditAction } from '../domain/audit-entry.ts';
import { invalid, notFound, type NotFoundError, type ValidationError } from '../domain/failures.ts';
import type { Order, Ticket } from '../domain/order.ts';
import type { AuditRepository } from '../mongo/audit-repository.ts';
import { ClaimRefused, inTransaction, type Mongo } from '../mongo/client.ts';
import type { OrderRepository } from '../mongo/order-repository.ts';
import type { ShiftRepository } from '../mongo/shift-repository.ts';
import type { Clock } from './clock.ts';

export interface PrintReport {
  readonly orderId: string;
  readonly ticketIds: readonly string[];
  readonly jobId: string;
  readonly outcome: 'PRINTED' | 'FAILED';
  readonly detail: string | null;
}

interface Dependencies {
  readonly mongo: Mongo;
  readonly orders: OrderRepository;
  readonly shifts: ShiftRepository;
  readonly audit: AuditRepository;
  readonly clock: Clock;
}

/** How prints ended. They are counted and audited; they never change a sale. */
export class PrintService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Records a station's report. The same job and outcome reported again changes nothing. */
  async record(actor: Actor, report: PrintReport): Promise<Order | NotFoundError | ValidationError> {
    const { orders } = this.#dependencies;
    const orderId = asId<OrderId>(report.orderId);
    const order = await orders.find(orderId);
    if (!order) return notFound('order', report.orderId);
    const tickets = ticketsNamed(order, report);
    if (tickets.length === 0 || tickets.length !== report.ticketIds.length) {
      return invalid('ticketIds', 'Name at least one ticket, and only tickets of this order.');
    }
    try {
      await this.#write(actor, report, orderId);
    } catch (error) {
      if (!(error instanceof ClaimRefused)) throw error;
    }
    return (await orders.find(orderId)) ?? order;
  }

  async #write(actor: Actor, report: PrintReport, orderId: OrderId): Promise<void> {
    const { mongo, orders, shifts, audit, clock } = this.#dependencies;
    const at = clock();
    const { jobId, outcome, detail } = report;
    const shift = await shifts.findOpen(actor.staffId);
    await inTransaction(mongo, async (session) => {
      // Read here, so that of two prints at once one is the first.
      const order = await orders.find(orderId, session);
      if (!order) throw new Error(`the order ${orderId} is gone`);
      const tickets = ticketsNamed(order, report);
      const ticketIds = tickets.map(({ id }) => id);
      const reprints = outcome === 'PRINTED' ? tickets.filter(({ printCount }) => printCount > 0).length : 0;
      // Only what a report counts is the shift's: a first print must not wait for the next sale.
      const isCounted = reprints > 0 || outcome === 'FAILED';
      const shiftId = isCounted && shift && (await shifts.countIfOpen(shift.id, session)) ? shift.id : null;
      const _id = `${jobId}:${outcome}:${ticketIds.join(',')}`;
      await orders.addPrintReport({ _id, orderId, outcome, at, shiftId, reprints }, session);
      if (outcome === 'PRINTED') await orders.countPrint(orderId, ticketIds, session);
      const entries = tickets.map((ticket) =>
        auditEntry(uuid(), actionOf(outcome, ticket), at, actor, {
          showtimeId: order.showtimeId,
          orderId,
          shiftId: shift?.id ?? null,
          seatIds: [ticket.seatId],
          details: { jobId, serial: ticket.serial, ...(detail && { detail }) },
        }),
      );
      await audit.add(entries, session);
    });
  }
}

function ticketsNamed(order: Order, { ticketIds }: PrintReport): readonly Ticket[] {
  return order.tickets.filter(({ id }) => ticketIds.includes(id));
}

function actionOf(outcome: PrintReport['outcome'], ticket: Ticket): AuditAction {
  if (outcome === 'FAILED') return 'ticket.print_failed';
  return ticket.printCount === 0 ? 'ticket.printed' : 'ticket.reprinted';
}
