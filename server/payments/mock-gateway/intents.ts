import { v7 as uuid } from 'uuid';
import { isFinalIntentState, type CreateIntent, type GatewayEvent, type PaymentIntent } from '../contract.ts';
import { declineReason, planFor, readCard, type Plan } from './card-terminal.ts';
import type { StoredIntent } from './changes.ts';
import { noSuchIntent, refuse, replyAgain, type Outcome } from './refusal.ts';
import type { Tools } from './tools.ts';

const eventTypes = {
  PROCESSING: 'intent.processing',
  SUCCEEDED: 'intent.succeeded',
  DECLINED: 'intent.declined',
  CANCELLED: 'intent.cancelled',
} as const;

/** Payment intents and the terminals that play them. What is final stays; whoever comes first wins. */
export class Intents {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Goes on with the payments that the end of the last run left at their terminals. */
  resume(): void {
    for (const { intent, plan } of this.#tools.store.state.unfinished().intents) this.#await(intent.id, plan);
  }

  create(idempotencyKey: string, request: CreateIntent): Outcome<PaymentIntent> {
    const { store, now } = this.#tools;
    const first = store.state.intentReply(idempotencyKey);
    if (first) return replyAgain(first, request);
    const createdAt = now().toISOString();
    const intent: PaymentIntent = {
      id: `pi_${uuid()}`,
      reference: request.reference,
      amount: request.amount,
      state: 'CREATED',
      card: null,
      declineReason: null,
      createdAt,
      updatedAt: createdAt,
    };
    store.commit({ kind: 'intent', stored: { intent, idempotencyKey, request, terminalId: null, plan: null } });
    return { value: intent };
  }

  /** Begins at a terminal. Asked again for the same terminal, it answers the intent as it is. */
  process(intentId: string, terminalId: string): Outcome<PaymentIntent> {
    const { store, usualMs, now } = this.#tools;
    const stored = store.state.intent(intentId);
    if (!stored) return noSuchIntent();
    if (stored.terminalId === terminalId) return { value: stored.intent };
    const { state } = stored.intent;
    if (state !== 'CREATED') return refuse(409, 'intent_not_created', `The intent is ${state} and can't begin.`);
    const plan = planFor(stored.request, store.state.terminal(terminalId), usualMs, now());
    const intent = this.#change({ ...stored, terminalId, plan }, { state: 'PROCESSING' });
    this.#await(intentId, plan);
    return { value: intent };
  }

  cancel(intentId: string): Outcome<PaymentIntent> {
    const stored = this.#tools.store.state.intent(intentId);
    if (!stored) return noSuchIntent();
    if (isFinalIntentState(stored.intent.state)) return { value: stored.intent };
    return { value: this.#change(stored, { state: 'CANCELLED' }) };
  }

  #await(intentId: string, plan: Plan | null): void {
    if (plan) this.#tools.alarms.at(plan.at, () => this.#finish(intentId, plan.isApproved));
  }

  #finish(intentId: string, isApproved: boolean): void {
    const { store, random } = this.#tools;
    const stored = store.state.intent(intentId);
    if (stored?.intent.state !== 'PROCESSING') return;
    const card = readCard(random);
    this.#change(
      stored,
      isApproved ? { state: 'SUCCEEDED', card } : { state: 'DECLINED', card, declineReason: declineReason(random) },
    );
  }

  /** Moves the intent on and says so, in one commit. */
  #change(
    stored: StoredIntent,
    difference: Partial<PaymentIntent> & { readonly state: keyof typeof eventTypes },
  ): PaymentIntent {
    const { store, now } = this.#tools;
    const updatedAt = now().toISOString();
    const intent: PaymentIntent = { ...stored.intent, ...difference, updatedAt };
    const type = eventTypes[difference.state];
    const event: GatewayEvent = { id: `ev_${uuid()}`, type, createdAt: updatedAt, intent };
    store.commit({ kind: 'intent', stored: { ...stored, intent } }, { kind: 'event', event });
    return intent;
  }
}
