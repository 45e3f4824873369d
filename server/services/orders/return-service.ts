import { asId, type OrderId, type ShiftId } from '#shared/domain/ids.ts';
import { mayRole } from '#shared/domain/roles.ts';
import type { Actor } from '../../domain/actor.ts';
import {
  invalid,
  invalidTransition,
  notFound,
  shiftNotOpen,
  type InvalidTransitionError,
  type NotFoundError,
  type ShiftNotOpenError,
  type ValidationError,
} from '../../domain/failures.ts';
import { fundsOf } from '../../domain/funds.ts';
import type { Order } from '../../domain/order.ts';
import { reasonGiven } from '../../domain/reason.ts';
import { refuseRefund, ticketsToReturn } from '../../domain/ticket-return.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { ShiftRepository } from '../../mongo/shift-repository.ts';
import type { Clock } from '../clock.ts';
import type { ApprovalFailure, ApprovalService } from '../identity/approval-service.ts';
import type { PinCredentials } from '../identity/pin-check.ts';
import { agree } from './agreement.ts';
import type { Replies, ReplyFailure } from './replies.ts';
import type { ReturnWriter } from './return-writer.ts';

export interface VoidRequest {
  readonly orderId: string;
  readonly reason: string;
  /** Not part of what a retry must repeat. */
  readonly approval: PinCredentials | null;
  readonly idempotencyKey: string;
}

export interface RefundRequest extends VoidRequest {
  /** All valid tickets when null. */
  readonly ticketIds: readonly string[] | null;
}

export type ReturnOutcome =
  | { readonly order: Order }
  | {
      readonly failure:
        NotFoundError | InvalidTransitionError | ShiftNotOpenError | ApprovalFailure | ReplyFailure | ValidationError;
    };

interface Dependencies {
  readonly orders: OrderRepository;
  readonly shifts: ShiftRepository;
  readonly approvals: ApprovalService;
  readonly replies: Replies;
  readonly writer: ReturnWriter;
  readonly clock: Clock;
}

/** Taking tickets back for their money: the seats are free at once, and the money goes back to what paid. */
export class ReturnService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Undoes a whole sale within the open shift that made it; cash comes out of that shift's drawer. Needs the right to void
   * or the approval of somebody who has it, and the actor's own right for what was sold in another's shift. A retry with
   * the same key and body gets the order again.
   */
  async void(actor: Actor, { approval, ...request }: VoidRequest): Promise<ReturnOutcome> {
    const { replies, orders, approvals, writer, clock } = this.#dependencies;
    return replies.once(actor, 'voidOrder', request, async (keyed): Promise<ReturnOutcome> => {
      const given = reasonGiven(request.reason);
      if ('failure' in given) return given;
      const order = await orders.find(asId<OrderId>(request.orderId));
      if (!order) return { failure: notFound('order', request.orderId) };
      const refused = order.state === 'PAID' ? refuseRefund(order, 'voided') : invalidTransition(order.state, 'voided');
      if (refused) return { failure: refused };
      const sold = await this.#shiftToVoidIn(actor, order);
      if ('failure' in sold) return sold;
      const agreed = await agree(approvals, actor, 'order.void', approval, order, clock());
      if ('failure' in agreed) return agreed;
      const { tickets } = order;
      const checked = { ...given, ...sold, ...agreed, order, tickets, kind: 'VOID', wish: 'voided' } as const;
      return writer.write(actor, keyed, { ...checked, withoutShift: soldInClosedShift() });
    });
  }

  async #shiftToVoidIn(
    actor: Actor,
    { shiftId }: Order,
  ): Promise<{ readonly shiftId: ShiftId } | { readonly failure: ShiftNotOpenError | ValidationError }> {
    const shift = shiftId && (await this.#dependencies.shifts.find(shiftId));
    if (!shift || shift.state !== 'OPEN') return { failure: soldInClosedShift() };
    if (shift.staffId === actor.staffId || mayRole(actor.role, 'order.void')) return { shiftId: shift.id };
    const message = `This was sold in the shift of ${shift.staffName}. Have it voided there, or refund it.`;
    return { failure: invalid('orderId', message) };
  }

  /**
   * Gives money back for tickets, with the right to refund or the approval of somebody who has it; also after the show
   * began, because a projector may break. Cash comes out of the actor's drawer. A retry with the same key and body gets
   * the order again.
   */
  async refund(actor: Actor, { approval, ...request }: RefundRequest): Promise<ReturnOutcome> {
    const { replies, orders, shifts, approvals, writer, clock } = this.#dependencies;
    return replies.once(actor, 'refundOrder', request, async (keyed): Promise<ReturnOutcome> => {
      const given = reasonGiven(request.reason);
      if ('failure' in given) return given;
      const order = await orders.find(asId<OrderId>(request.orderId));
      if (!order) return { failure: notFound('order', request.orderId) };
      const refused = refuseRefund(order, 'refunded');
      if (refused) return { failure: refused };
      const chosen = ticketsToReturn(order, request.ticketIds);
      if ('failure' in chosen) return chosen;
      const shiftId = (await shifts.findOpen(actor.staffId))?.id ?? null;
      const withoutShift = shiftNotOpen('Cash is paid back only in an open shift. Open your shift first.');
      // Said before anybody is fetched to approve it.
      if (!shiftId && isPaidInCash(order)) return { failure: withoutShift };
      const agreed = await agree(approvals, actor, 'order.refund', approval, order, clock());
      if ('failure' in agreed) return agreed;
      const checked = { ...given, ...chosen, ...agreed, order, shiftId, kind: 'REFUND', wish: 'refunded' } as const;
      return writer.write(actor, keyed, { ...checked, withoutShift });
    });
  }
}

function soldInClosedShift(): ShiftNotOpenError {
  return shiftNotOpen('The shift that sold this order is closed. Refund it instead.');
}

function isPaidInCash(order: Order): boolean {
  return fundsOf(order).every(({ tender }) => tender === 'CASH');
}
