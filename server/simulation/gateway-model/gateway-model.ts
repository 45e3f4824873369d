import {
  isFinalIntentState,
  type CreateIntent,
  type CreateRefund,
  type GatewayEvent,
  type GatewayRefund,
  type PaymentIntent,
} from '../../payments/contract.ts';
import { GatewayRefusedError } from '../../payments/gateway-client.ts';
import type { Dice } from '../engine/dice.ts';
import type { VirtualTime } from '../engine/virtual-time.ts';

/** What happens when a guest is asked for a card; times in ms. */
export interface Terminal {
  readonly outcome: 'APPROVE' | 'DECLINE' | 'NEVER';
  readonly takesMs: number;
}

/** Guards that a control switches off, to see that somebody notices. */
export interface GatewayControls {
  /** A card is charged as soon as the payment is announced. */
  readonly chargesAtOnce?: boolean;
}

interface Dependencies {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly controls: GatewayControls;
  /** How the next payment, or the next refund, goes. */
  readonly nextTerminal: () => Terminal;
  readonly nextRefund: () => Terminal;
  readonly onEvent: (event: GatewayEvent) => void;
}

/** What was first answered to an idempotency key. */
interface FirstReply<Reply> {
  readonly request: string;
  readonly reply: Reply;
}

/** What a payment gateway does with intents and refunds. Every method happens all at once. */
export class GatewayModel {
  readonly #dependencies: Dependencies;
  readonly #intents = new Map<string, PaymentIntent>();
  readonly #refunds = new Map<string, GatewayRefund>();
  readonly #intentReplies = new Map<string, FirstReply<PaymentIntent>>();
  readonly #refundReplies = new Map<string, FirstReply<GatewayRefund>>();
  readonly #terminalOf = new Map<string, string>();
  #events = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  get intents(): readonly PaymentIntent[] {
    return [...this.#intents.values()];
  }

  get refunds(): readonly GatewayRefund[] {
    return [...this.#refunds.values()];
  }

  createIntent(request: CreateIntent, idempotencyKey: string): PaymentIntent {
    const known = replyAgain(this.#intentReplies, idempotencyKey, request);
    if (known) return known;
    const at = this.#now();
    const { reference, amount } = request;
    const facts = { card: null, declineReason: null, createdAt: at, updatedAt: at } as const;
    const intent: PaymentIntent = {
      id: `pi_${this.#dependencies.dice.uuid()}`,
      reference,
      amount,
      state: 'CREATED',
      ...facts,
    };
    this.#intents.set(intent.id, intent);
    this.#intentReplies.set(idempotencyKey, { request: JSON.stringify(request), reply: intent });
    return this.#dependencies.controls.chargesAtOnce === true ? this.process(intent.id, 'at once') : intent;
  }

  process(id: string, terminalId: string): PaymentIntent {
    const intent = this.#intent(id);
    if (this.#terminalOf.get(id) === terminalId) return intent;
    if (intent.state !== 'CREATED') throw refusal(409, 'intent_not_created');
    this.#terminalOf.set(id, terminalId);
    const { outcome, takesMs } = this.#dependencies.nextTerminal();
    if (outcome !== 'NEVER') this.#later(takesMs, () => this.#finish(id, outcome));
    return this.#move(intent, { state: 'PROCESSING' });
  }

  cancel(id: string): PaymentIntent {
    const intent = this.#intent(id);
    return isFinalIntentState(intent.state) ? intent : this.#move(intent, { state: 'CANCELLED' });
  }

  findIntent(id: string): PaymentIntent | undefined {
    return this.#intents.get(id);
  }

  refund(request: CreateRefund, idempotencyKey: string): GatewayRefund {
    const known = replyAgain(this.#refundReplies, idempotencyKey, request);
    if (known) return known;
    const { intentId, amount, reference } = request;
    const intent = this.#intent(intentId);
    if (intent.state !== 'SUCCEEDED') throw refusal(409, 'intent_not_captured');
    const others = this.refundsOf(intentId).filter(({ state }) => state !== 'FAILED');
    const sum = others.reduce((total, each) => total + each.amount.amount, amount.amount);
    if (sum > intent.amount.amount) throw refusal(409, 'refund_exceeds_capture');
    const at = this.#now();
    const id = `re_${this.#dependencies.dice.uuid()}`;
    const refund: GatewayRefund = { id, reference, intentId, amount, state: 'PENDING', createdAt: at, updatedAt: at };
    this.#refunds.set(id, refund);
    this.#refundReplies.set(idempotencyKey, { request: JSON.stringify(request), reply: refund });
    const { outcome, takesMs } = this.#dependencies.nextRefund();
    this.#later(takesMs, () => this.#finishRefund(refund, outcome === 'DECLINE' ? 'FAILED' : 'SUCCEEDED'));
    return refund;
  }

  findRefund(id: string): GatewayRefund | undefined {
    return this.#refunds.get(id);
  }

  refundsOf(intentId: string): readonly GatewayRefund[] {
    return this.refunds.filter((refund) => refund.intentId === intentId);
  }

  #intent(id: string): PaymentIntent {
    const intent = this.#intents.get(id);
    if (!intent) throw refusal(404, 'not_found');
    return intent;
  }

  #finish(id: string, outcome: 'APPROVE' | 'DECLINE'): void {
    const intent = this.#intent(id);
    if (intent.state !== 'PROCESSING') return;
    const card = { brand: 'VISA', lastFour: '4242' };
    if (outcome === 'APPROVE') this.#move(intent, { state: 'SUCCEEDED', card });
    else this.#move(intent, { state: 'DECLINED', card, declineReason: 'CARD_DECLINED' });
  }

  #finishRefund(pending: GatewayRefund, state: 'SUCCEEDED' | 'FAILED'): void {
    const refund: GatewayRefund = { ...pending, state, updatedAt: this.#now() };
    this.#refunds.set(refund.id, refund);
    this.#tell({ type: state === 'SUCCEEDED' ? 'refund.succeeded' : 'refund.failed', refund });
  }

  #move(before: PaymentIntent, difference: Partial<PaymentIntent>): PaymentIntent {
    const intent: PaymentIntent = { ...before, ...difference, updatedAt: this.#now() };
    this.#intents.set(intent.id, intent);
    const types = {
      CREATED: undefined,
      PROCESSING: 'intent.processing',
      SUCCEEDED: 'intent.succeeded',
      DECLINED: 'intent.declined',
      CANCELLED: 'intent.cancelled',
    } as const;
    const type = types[intent.state];
    if (type) this.#tell({ type, intent });
    return intent;
  }

  #tell(
    happened:
      | { readonly type: Extract<GatewayEvent, { intent: unknown }>['type']; readonly intent: PaymentIntent }
      | { readonly type: Extract<GatewayEvent, { refund: unknown }>['type']; readonly refund: GatewayRefund },
  ): void {
    this.#events += 1;
    this.#dependencies.onEvent({ id: `ev_${this.#events}`, createdAt: this.#now(), ...happened });
  }

  #later(ms: number, happen: () => void): void {
    this.#dependencies.time.after(ms * 1_000, happen);
  }

  #now(): string {
    return new Date(this.#dependencies.time.now).toISOString();
  }
}

/** The first reply again; another request under the same key is refused. */
function replyAgain<Reply>(
  replies: ReadonlyMap<string, FirstReply<Reply>>,
  key: string,
  request: unknown,
): Reply | undefined {
  const first = replies.get(key);
  if (first && first.request !== JSON.stringify(request)) throw refusal(409, 'idempotency_conflict');
  return first?.reply;
}

function refusal(status: number, code: string): GatewayRefusedError {
  return new GatewayRefusedError(status, code, code);
}
