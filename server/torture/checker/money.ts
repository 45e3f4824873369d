import type { Fund } from '../../domain/fund.ts';
import { fundsOf } from '../../domain/funds.ts';
import { amountDue, type Order } from '../../domain/order.ts';
import { worthOf, type Refund } from '../../domain/refund.ts';
import { grouped, liveTickets, type Evidence } from './evidence.ts';
import { violation, type Violation } from './violation.ts';

/** All money finds its end within this time after the last fault, in ms. */
const settledWithinMs = 60_000;

/** What an order has left of one of its funds, in minor units. */
interface Rest {
  readonly order: Order;
  readonly fund: Fund;
  readonly amount: number;
}

/** Every capture ended in tickets or went back, to the cent; so did all cash. */
export function* checkMoney(evidence: Evidence): Generator<Violation> {
  const rests = evidence.dump.orders.flatMap((order) => restsOf(order, evidence));
  yield* checkWorth(evidence, rests);
  yield* checkCaptures(evidence, rests);
  yield* checkCardRefunds(evidence);
  yield* checkCash(evidence);
  yield* checkSettled(evidence);
}

/** What paid for an order, less what was taken out of each fund; nothing for what was never paid. */
function restsOf(order: Order, evidence: Evidence): readonly Rest[] {
  if (order.paidAt === null) return [];
  const refunds = evidence.refundsOf(order);
  return fundsOf(order).map((fund) => ({ order, fund, amount: fund.amount.amount - drawnFrom(fund, refunds) }));
}

function drawnFrom({ tender, intentId }: Fund, refunds: readonly Refund[]): number {
  return sum(refunds.filter(({ fund }) => fund.tender === tender && fund.intentId === intentId).map(amountOf));
}

/** What is left of an order's funds is what its tickets cost that are still good. */
function* checkWorth({ dump: { orders } }: Evidence, rests: readonly Rest[]): Generator<Violation> {
  const byOrder = grouped(rests, ({ order }) => order.id);
  for (const { order, fund, amount } of rests) {
    const text = `${order.id} gave ${-amount} more back than ${fund.tender} ${fund.intentId ?? ''} had paid.`;
    if (amount < 0) yield violation('money given twice', text, about(order));
  }
  for (const order of orders) {
    const kept = sum((byOrder.get(order.id) ?? []).map(({ amount }) => amount));
    const worth = worthOf(liveTickets(order), order.total.currency).amount;
    if (kept === worth) continue;
    const text = `${order.id} (${order.state}) keeps ${kept} for good tickets worth ${worth}.`;
    yield violation(kept > worth ? 'money kept' : 'money given twice', text, about(order));
  }
}

/** What the gateway keeps of each card is what the orders have left of it. */
function* checkCaptures({ dump: { ledger, orders } }: Evidence, rests: readonly Rest[]): Generator<Violation> {
  const restsByIntent = grouped(rests, ({ fund }) => fund.intentId);
  const refundsByIntent = grouped(ledger.refunds, ({ intentId }) => intentId);
  for (const { id, reference, amount } of ledger.captures) {
    const sent = (refundsByIntent.get(id) ?? []).filter(({ state }) => state === 'SUCCEEDED');
    const kept = amount.amount - sum(sent.map((refund) => refund.amount.amount));
    const left = sum((restsByIntent.get(id) ?? []).map((rest) => rest.amount));
    if (kept === left) continue;
    const text = `The gateway keeps ${kept} of the capture ${id} for ${reference}, the orders have ${left} of it.`;
    yield violation(kept > left ? 'money kept' : 'money given twice', text, { orderIds: [reference] });
  }
  const captured = new Set(ledger.captures.map(({ id }) => id));
  for (const order of orders) {
    const { payment } = order;
    if (payment.kind !== 'CARD' || payment.outcome !== 'CAPTURED' || captured.has(payment.intentId ?? '')) continue;
    const text = `${order.id} (${order.state}) believes in a capture ${payment.intentId} that the gateway doesn't have.`;
    yield violation('money given twice', text, about(order));
  }
}

/** Every refund of ours reached its card once, and nothing else did. */
function* checkCardRefunds({ dump: { refunds, ledger } }: Evidence): Generator<Violation> {
  const paid = grouped(
    ledger.refunds.filter(({ state }) => state === 'SUCCEEDED'),
    ({ reference }) => reference,
  );
  const own = new Set(refunds.map(({ id }) => id));
  for (const refund of refunds.filter(({ tender, state }) => tender === 'CARD' && state === 'DONE')) {
    const amounts = (paid.get(refund.id) ?? []).map(({ amount }) => amount.amount);
    if (amounts.length === 1 && amounts[0] === amountOf(refund)) continue;
    const text = `The refund ${refund.id} of ${amountOf(refund)} is done, the gateway paid [${amounts.join(', ')}].`;
    yield violation(amounts.length > 1 ? 'money given twice' : 'money kept', text, { orderIds: [refund.orderId] });
  }
  for (const [reference, payments] of paid) {
    const text = `The gateway paid ${payments.length} times for the refund ${reference}, which is not in the books.`;
    if (!own.has(reference)) yield violation('money given twice', text);
  }
}

/** Every cash sale and refund moved its amount once, in or out of a drawer. */
function* checkCash({ dump: { orders, refunds, movements } }: Evidence): Generator<Violation> {
  const moved = grouped(
    movements.filter(({ kind }) => kind === 'SALE' || kind === 'REFUND'),
    ({ kind, orderId }) => `${kind} ${orderId}`,
  );
  const wanted = new Map<string, { readonly orderId: string; readonly amounts: number[] }>();
  for (const order of orders) {
    if (order.payment.kind === 'CASH' && order.paidAt !== null)
      wanted.set(`SALE ${order.id}`, { orderId: order.id, amounts: [amountDue(order).amount] });
  }
  for (const refund of refunds.filter(({ tender }) => tender === 'CASH')) {
    const name = `REFUND ${refund.orderId}`;
    const { amounts } = wanted.get(name) ?? { amounts: [] };
    wanted.set(name, { orderId: refund.orderId, amounts: [...amounts, -amountOf(refund)] });
  }
  for (const name of new Set([...moved.keys(), ...wanted.keys()])) {
    const found = (moved.get(name) ?? []).map(({ amount }) => amount.amount);
    const amounts = wanted.get(name)?.amounts ?? [];
    if (inWords(found) === inWords(amounts)) continue;
    const text = `${name}: the drawers moved [${inWords(found)}], orders and refunds say [${inWords(amounts)}].`;
    yield violation('drawer wrong', text, { orderIds: [name.split(' ')[1] ?? ''] });
  }
}

function* checkSettled({ dump: { orders, refunds, moneySettledMs } }: Evidence): Generator<Violation> {
  for (const order of orders) {
    const text = `Nobody knows what became of the card payment of ${order.id} (${order.state}).`;
    if (order.payment.kind === 'CARD' && order.payment.outcome === 'OPEN')
      yield violation('money not settled', text, about(order));
  }
  for (const { id, orderId, state, settledAt } of refunds) {
    const text = `The refund ${id} is ${state} and never reached its card.`;
    if (settledAt === null) yield violation('money not settled', text, { orderIds: [orderId] });
  }
  if (moneySettledMs === null) yield violation('money not settled', 'Money was under way when the wait was over.');
  else if (moneySettledMs > settledWithinMs)
    yield violation('money not settled', `All money was settled only ${moneySettledMs} ms after the last fault.`);
}

function about({ id }: Order) {
  return { orderIds: [id] };
}

function amountOf({ fund }: Pick<Refund, 'fund'>): number {
  return fund.amount.amount;
}

function inWords(amounts: readonly number[]): string {
  return amounts.toSorted((one, other) => one - other).join(', ');
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
