import { validTickets, amountDue, type Order } from '../../domain/order.ts';
import { fundsOf } from '../../domain/funds.ts';
import type { Refund } from '../../domain/refund.ts';
import type { GatewayModel } from '../gateway-model/gateway-model.ts';
import type { Records } from './records.ts';
import type { Violations } from './violations.ts';

/**
 * Invariant 2 once all is quiet: every capture ended in tickets or went back, to the cent; and what our books say of
 * captures and refunds is what the gateway did.
 */
export function checkMoney({ orders, refunds }: Records, gateway: GatewayModel, violations: Violations): void {
  for (const intent of gateway.intents) {
    const order = orders.find(({ id }) => id === intent.reference);
    const isOurs = order?.payment.kind === 'CARD' && order.payment.intentId === intent.id;
    const isBooked = isOurs && order.payment.kind === 'CARD' && order.payment.outcome === 'CAPTURED';
    const isCaptured = intent.state === 'SUCCEEDED';
    violations.expect(isCaptured === isBooked, () => {
      const books = isOurs ? `${order.state}, ${JSON.stringify(order.payment)}` : 'no payment of ours';
      return `the intent ${intent.id} of ${intent.reference} is ${intent.state}, the books say ${books}`;
    });
    checkRefundsOf(intent.id, refunds, gateway, violations);
  }
  for (const order of orders) checkBooks(order, refunds, violations);
}

/** Each refund of ours reached the card once, and nothing else did. */
function checkRefundsOf(
  intentId: string,
  refunds: readonly Refund[],
  gateway: GatewayModel,
  violations: Violations,
): void {
  const booked = refunds
    .filter(({ tender, state, fund }) => tender === 'CARD' && state === 'DONE' && fund.intentId === intentId)
    .map(({ id, fund }) => `${id}: ${fund.amount.amount}`);
  const paid = gateway
    .refundsOf(intentId)
    .filter(({ state }) => state === 'SUCCEEDED')
    .map(({ reference, amount }) => `${reference}: ${amount.amount}`);
  const [ours, theirs] = [booked, paid].map((list) => list.toSorted().join(', '));
  violations.expect(ours === theirs, () => `of ${intentId} our books refund [${ours}], the gateway paid [${theirs}]`);
}

/** What came in for an order is what its valid tickets cost, and what went out again. */
function checkBooks(order: Order, refunds: readonly Refund[], violations: Violations): void {
  const { id, payment, state, tickets } = order;
  const isPaid = tickets.length > 0 || state === 'REFUNDED' || state === 'REFUND_PENDING';
  const received = isPaid ? sum(fundsOf(order)) : 0;
  const kept = validTickets(order).reduce((total, { price }) => total + price.amount, 0);
  const returned = sum(refunds.filter(({ orderId }) => orderId === id).map(({ fund }) => fund));
  violations.expect(received === kept + returned, () => {
    const words = `${received} came in, ${kept} is in tickets and ${returned} went back`;
    return `the order ${id} (${state}, ${payment.kind}) is out of balance: ${words}`;
  });
}

function sum(parts: readonly { readonly amount: { readonly amount: number } }[]): number {
  return parts.reduce((total, { amount }) => total + amount.amount, 0);
}

/** Invariant 8: what is in a drawer is its float, what was sold for cash, less what was paid back from it. */
export function checkDrawers({ orders, refunds, shifts, movements }: Records, violations: Violations): void {
  for (const { id, openingFloat } of shifts) {
    const moved = movements.filter(({ shiftId }) => shiftId === id).map(({ amount }) => ({ amount }));
    const sold = orders.filter(({ shiftId, payment, paidAt }) => shiftId === id && payment.kind === 'CASH' && paidAt);
    const cashBack = refunds.filter(({ shiftId, tender }) => shiftId === id && tender === 'CASH');
    const expected = sum(sold.map((order) => ({ amount: amountDue(order) }))) - sum(cashBack.map(({ fund }) => fund));
    violations.expect(sum(moved) === expected, () => {
      const words = `${sum(moved)} moved, sales and refunds say ${expected}`;
      return `the drawer of ${id} (float ${openingFloat.amount}) is wrong: ${words}`;
    });
  }
}
