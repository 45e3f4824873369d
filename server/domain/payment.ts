import { subtractMoney, type Money } from '#shared/domain/money.ts';
import { mayRole, type Role } from '#shared/domain/roles.ts';
import { amountTooLow, invalid, type AmountTooLowError, type ValidationError } from './failures.ts';

export interface CashPayment {
  readonly kind: 'CASH';
  readonly received: Money;
  readonly changeDue: Money;
}

/** What is known of how the gateway decided. OPEN: not yet, or not heard of; it is asked until it has decided. */
export type CardOutcome = 'OPEN' | 'CAPTURED' | 'DECLINED' | 'CANCELLED';

export interface CardPayment {
  readonly kind: 'CARD';
  /** The gateway's intent; null when the card was charged by another system before. */
  readonly intentId: string | null;
  readonly terminalId: string | null;
  readonly outcome: CardOutcome;
  readonly card: { readonly brand: string; readonly lastFour: string } | null;
  readonly declineReason: string | null;
}

/** A reservation: paid when it is collected. */
export interface NoPayment {
  readonly kind: 'UNPAID';
  /** Why the last card that was tried for it was refused; null when none was. */
  readonly declineReason: string | null;
}

/** An exchange for which nothing more was paid. */
export interface CreditPayment {
  readonly kind: 'CREDIT';
}

export type Payment = CashPayment | CardPayment | NoPayment | CreditPayment;

/** How somebody wants to pay. */
export type Tender =
  | { readonly kind: 'CASH'; /** Minor units. */ readonly received: number }
  | { readonly kind: 'CARD'; readonly terminalId: string | null };

/** The failure when somebody without a drawer would take cash: guests at a kiosk or at home pay by card. */
export function refuseTender(role: Role, tender: { readonly kind: string }): ValidationError | undefined {
  if (tender.kind !== 'CASH' || mayRole(role, 'shift.run')) return undefined;
  return invalid('tender.cash', 'Cash is taken at the counter only. Pay by card.');
}

/** The failure when a card is to pay an amount of nothing: gateways take no such payments. */
export function refuseEmptyCharge(due: Money, tender: { readonly kind: string }): ValidationError | undefined {
  if (tender.kind !== 'CARD' || due.amount > 0) return undefined;
  return invalid('tender.card', 'There is nothing to pay. Take it as 0 in cash.');
}

/** At most this much cash for one order, in minor units: larger amounts are typing errors. */
const maximumCashReceived = 1_000_000;

/** Takes cash for an amount: what comes back, or why it isn't enough. */
export function takeCash(
  due: Money,
  received: number,
): { readonly payment: CashPayment } | { readonly failure: AmountTooLowError | ValidationError } {
  if (received < 0 || received > maximumCashReceived) {
    return {
      failure: invalid('tender.cash.received', `Cash received lies between 0 and ${maximumCashReceived} minor units.`),
    };
  }
  const cash: Money = { amount: received, currency: due.currency };
  const changeDue = subtractMoney(cash, due);
  if (changeDue.amount < 0) return { failure: amountTooLow({ ...changeDue, amount: -changeDue.amount }) };
  return { payment: { kind: 'CASH', received: cash, changeDue } };
}

/** A card payment that the gateway hasn't decided. */
export function openCardPayment(intentId: string, terminalId: string | null): CardPayment {
  return { kind: 'CARD', intentId, terminalId, outcome: 'OPEN', card: null, declineReason: null };
}
