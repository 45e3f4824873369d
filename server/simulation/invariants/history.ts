import type { AuditEntry } from '../../domain/audit-entry.ts';
import type { Order } from '../../domain/order.ts';
import type { Deed } from '../clients/deed.ts';
import type { Records } from './records.ts';
import type { Violations } from './violations.ts';

const stateOf: Readonly<Record<string, Order['state']>> = {
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

/** Invariant 3: where every order stands, and which tickets it has, can be told from its entries alone. */
export function checkHistory({ orders, entries }: Records, violations: Violations): void {
  const byOrder = new Map<string, AuditEntry[]>();
  for (const entry of entries) {
    if (entry.orderId !== null) byOrder.set(entry.orderId, [...(byOrder.get(entry.orderId) ?? []), entry]);
  }
  for (const { id, state, tickets } of orders) {
    const own = byOrder.get(id) ?? [];
    const told = own.reduce<string | undefined>((before, entry) => stateAfter(entry) ?? before, undefined);
    violations.expect(told === state, () => `the order ${id} is ${state}, its entries end with ${told}`);
    const issued = own.filter(({ action }) => action === 'ticket.issued').length;
    violations.expect(issued === tickets.length, () => `${id} has ${tickets.length} tickets, ${issued} were issued`);
  }
  const abandoned = new Set(
    entries.flatMap(({ action, details }) => (action === 'lock.abandoned' ? holdIn(details) : [])),
  );
  for (const { id, holdId, fence } of orders) {
    const isLive = !abandoned.has(holdIn({ holdId, fence }));
    violations.expect(isLive, () => `the order ${id} was made from a hold that had been given up`);
  }
}

function holdIn({ holdId, fence }: Readonly<Record<string, unknown>>): string {
  return `${String(holdId)} ${String(fence)}`;
}

function stateAfter({ action, details }: AuditEntry): string | undefined {
  const told = details['state'];
  if (typeof told === 'string') return told;
  // Late payments that go back say so by the request alone.
  if (action === 'payment.captured_late' && details['accepted'] === false) return 'REFUND_PENDING';
  return stateOf[action];
}

/** Invariant 7: a key has one effect, and whoever asks again hears of it. */
export function checkDeeds({ replies, orders }: Records, deeds: readonly Deed[], violations: Violations): void {
  for (const { name, key, orderIds, last } of deeds) {
    violations.expect(orderIds.size <= 1, () => `"${name}" (${key}) had several effects: ${[...orderIds].join(', ')}`);
    const [answered] = orderIds;
    const final = last && 'order' in last ? last.order.id : undefined;
    const kept = replies.find(({ _id }) => _id === key)?.orderId;
    violations.expect(answered === undefined || final === answered, () => {
      const words = last && 'failure' in last ? last.failure.__typename : 'nothing';
      return `"${name}" (${key}) was answered with ${answered} and then with ${words}`;
    });
    const isKept = kept === undefined || kept === final;
    violations.expect(isKept, () => `"${name}" (${key}) is kept as ${kept}, but answered with ${final}`);
    const exists = final === undefined || orders.some(({ id }) => id === final);
    violations.expect(exists, () => `"${name}" was answered with the order ${final}, which isn't there`);
  }
}

/** Numbers of receipts and tickets are there once. */
export function checkNumbers({ orders }: Records, violations: Violations): void {
  const numbers = orders.flatMap(({ receiptNumber, tickets }) => [
    ...(receiptNumber === null ? [] : [`receipt ${receiptNumber}`]),
    ...tickets.map(({ serial }) => `ticket ${serial}`),
  ]);
  for (const [index, number] of numbers.entries()) {
    violations.expect(numbers.indexOf(number) === index, () => `the ${number} is there twice`);
  }
}
