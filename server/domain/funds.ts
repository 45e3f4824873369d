import { money, sumMoney, type Money } from '#shared/domain/money.ts';
import type { Fund } from './fund.ts';
import { amountDue, type Order } from './order.ts';
import type { Refund } from './refund.ts';

/**
 * What paid for an order: its own payment, and what an exchange brought along from earlier payments. Each fund is there
 * once, also when cash was paid on top of cash.
 */
export function fundsOf(order: Pick<Order, 'total' | 'exchange' | 'payment'>): readonly Fund[] {
  const carried = order.exchange?.carried ?? [];
  const { payment } = order;
  if (payment.kind !== 'CASH' && payment.kind !== 'CARD') return carried;
  const intentId = payment.kind === 'CARD' ? payment.intentId : null;
  const own: Fund = { tender: payment.kind, intentId, amount: amountDue(order) };
  const same = carried.find((fund) => isSameFund(fund, own));
  if (!same) return [own, ...carried];
  const amount = sumMoney([own.amount, same.amount], own.amount.currency);
  return [{ ...own, amount }, ...carried.filter((fund) => fund !== same)];
}

/**
 * Takes an amount out of funds from which some was taken before: the parts by fund. Throws when they don't have that
 * much: tickets can't be worth more than was paid for them.
 */
export function draw(funds: readonly Fund[], refunds: readonly Pick<Refund, 'fund'>[], amount: Money): readonly Fund[] {
  const parts: Fund[] = [];
  let missing = amount.amount;
  for (const fund of funds) {
    const taken = refunds.reduce(
      (sum, refund) => sum + (isSameFund(refund.fund, fund) ? refund.fund.amount.amount : 0),
      0,
    );
    const part = Math.min(missing, fund.amount.amount - taken);
    if (part > 0) parts.push({ ...fund, amount: money(part, amount.currency) });
    missing -= Math.max(part, 0);
  }
  if (missing > 0) throw new RangeError(`${missing} minor units are to be given back more than were paid`);
  return parts;
}

function isSameFund(one: Fund, other: Fund): boolean {
  return one.tender === other.tender && one.intentId === other.intentId;
}
