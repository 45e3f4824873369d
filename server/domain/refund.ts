import type { OrderId, ShiftId, TicketId } from '#shared/domain/ids.ts';
import { sumMoney, type Money } from '#shared/domain/money.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import type { Fund } from './fund.ts';
import type { Ticket } from './order.ts';

export type RefundKind = 'VOID' | 'REFUND' | 'EXCHANGE' | 'LATE_PAYMENT';

/** Money that goes back. A record of its own, changed by nothing but its settlement. */
export interface Refund {
  readonly id: string;
  readonly orderId: OrderId;
  readonly kind: RefundKind;
  /** PENDING and FAILED ones are on their way back to a card, and are tried until they are DONE. */
  readonly state: 'PENDING' | 'DONE' | 'FAILED';
  /** Where it goes: to the fund it is taken from, or as CREDIT into the order that the tickets were exchanged for. */
  readonly tender: 'CASH' | 'CARD' | 'CREDIT';
  /** What paid for it, and how much of that this is. */
  readonly fund: Fund;
  readonly ticketIds: readonly TicketId[];
  readonly reason: string;
  readonly requestedBy: string;
  readonly approvedBy: string | null;
  readonly requestedAt: Date;
  readonly settledAt: Date | null;
  /** The shift whose drawer it came from and whose report it belongs to. */
  readonly shiftId: ShiftId | null;
}

/** What tickets are worth together. */
export function worthOf(tickets: readonly Pick<Ticket, 'price'>[], currency: string): Money {
  return sumMoney(
    tickets.map(({ price }) => price),
    currency,
  );
}

/** Where an order stands after some of its valid tickets went back. */
export function stateAfterReturn(
  tickets: readonly Pick<Ticket, 'id' | 'state'>[],
  returned: readonly string[],
): Extract<OrderState, 'PARTIALLY_REFUNDED' | 'REFUND_PENDING'> {
  const isLeft = tickets.some(({ id, state }) => state === 'VALID' && !returned.includes(id));
  return isLeft ? 'PARTIALLY_REFUNDED' : 'REFUND_PENDING';
}
