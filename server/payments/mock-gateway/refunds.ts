import { v7 as uuid } from 'uuid';
import { sumMoney } from '#shared/domain/money.ts';
import type { CreateRefund, GatewayEvent, GatewayRefund } from '../contract.ts';
import { planFor, type Plan } from './card-terminal.ts';
import { noSuchIntent, refuse, replyAgain, type Outcome } from './refusal.ts';
import type { Tools } from './tools.ts';

/** Money on its way back: PENDING until the bank has taken it or failed to. */
export class Refunds {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Goes on with the refunds that the end of the last run left under way. */
  resume(): void {
    for (const { refund, plan } of this.#tools.store.state.unfinished().refunds) this.#await(refund.id, plan);
  }

  create(idempotencyKey: string, request: CreateRefund): Outcome<GatewayRefund> {
    const { store, usualMs, now } = this.#tools;
    const first = store.state.refundReply(idempotencyKey);
    if (first) return replyAgain(first, request);
    const refused = this.#refuse(request);
    if (refused) return refused;
    const createdAt = now().toISOString();
    const refund: GatewayRefund = {
      id: `re_${uuid()}`,
      reference: request.reference,
      intentId: request.intentId,
      amount: request.amount,
      state: 'PENDING',
      createdAt,
      updatedAt: createdAt,
    };
    const plan = planFor(request, store.state.refundSetting, usualMs, now());
    store.commit({ kind: 'refund', stored: { refund, idempotencyKey, request, plan } });
    this.#await(refund.id, plan);
    return { value: refund };
  }

  /** Only what was captured goes back, and no more of it. */
  #refuse({ intentId, amount }: CreateRefund): ReturnType<typeof refuse> | undefined {
    const { state } = this.#tools.store;
    const intent = state.intent(intentId)?.intent;
    if (!intent) return noSuchIntent();
    if (intent.state !== 'SUCCEEDED') {
      return refuse(409, 'intent_not_captured', `The intent is ${intent.state}; nothing was captured.`);
    }
    if (amount.currency !== intent.amount.currency) {
      return refuse(409, 'wrong_currency', `The capture was in ${intent.amount.currency}.`);
    }
    const others = state.refundsOf(intentId).filter((refund) => refund.state !== 'FAILED');
    const refunded = sumMoney([...others.map((refund) => refund.amount), amount], amount.currency);
    if (refunded.amount <= intent.amount.amount) return undefined;
    return refuse(409, 'refund_exceeds_capture', 'The refunds together would be more than the capture.');
  }

  #await(refundId: string, plan: Plan | null): void {
    if (plan) this.#tools.alarms.at(plan.at, () => this.#finish(refundId, plan.isApproved));
  }

  #finish(refundId: string, isApproved: boolean): void {
    const { store, now } = this.#tools;
    const stored = store.state.refund(refundId);
    if (stored?.refund.state !== 'PENDING') return;
    const updatedAt = now().toISOString();
    const refund: GatewayRefund = { ...stored.refund, state: isApproved ? 'SUCCEEDED' : 'FAILED', updatedAt };
    const type = isApproved ? 'refund.succeeded' : 'refund.failed';
    const event: GatewayEvent = { id: `ev_${uuid()}`, type, createdAt: updatedAt, refund };
    store.commit({ kind: 'refund', stored: { ...stored, refund } }, { kind: 'event', event });
  }
}
