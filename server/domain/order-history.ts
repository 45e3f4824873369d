import { orderStates, type OrderState } from '#shared/domain/order-state.ts';
import type { AuditAction, AuditEntry } from './audit-entry.ts';

/** One thing that happened to an order or to the hold that became it. */
export interface OrderStep<Entry extends AuditEntry = AuditEntry> {
  readonly entry: Entry;
  /** Null before the order was placed. */
  readonly from: OrderState | null;
  readonly to: OrderState | null;
}

/** The life of an order from its entries, oldest first. */
export function orderSteps<Entry extends AuditEntry>(entries: readonly Entry[]): readonly OrderStep<Entry>[] {
  let state: OrderState | null = null;
  return entries
    .toSorted((one, other) => one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1))
    .map((entry) => {
      const from = state;
      state = stateAfter(entry) ?? from;
      return { entry, from, to: state };
    });
}

const stateByAction: Partial<Readonly<Record<AuditAction, OrderState>>> = {
  'order.placed': 'PENDING_PAYMENT',
  'order.paid': 'PAID',
  'order.payment_failed': 'PAYMENT_FAILED',
  'order.expired': 'EXPIRED',
  'order.cancelled': 'CANCELLED',
  'order.voided': 'VOIDED',
  'order.partially_refunded': 'PARTIALLY_REFUNDED',
  'order.refund_requested': 'REFUND_PENDING',
  'order.refunded': 'REFUNDED',
};

/** Where several states may follow, the entry says which. */
function stateAfter({ action, details }: AuditEntry): OrderState | undefined {
  if (!action.startsWith('order.')) return undefined;
  return orderStates.find((state) => state === details['state']) ?? stateByAction[action];
}
