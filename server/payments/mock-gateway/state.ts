import type {
  CreateIntent,
  CreateRefund,
  GatewayEvent,
  GatewayLedger,
  GatewayRefund,
  PaymentIntent,
  TerminalSetting,
  WebhookFaults,
} from '../contract.ts';
import type { Change, StoredIntent, StoredRefund } from './changes.ts';
import type { FirstReply } from './refusal.ts';

const approve: TerminalSetting = { behaviour: 'APPROVE' };

/** All that the gateway knows, in memory. It changes only by `apply`, so that the journal can build it again. */
export class GatewayState {
  readonly #intents = new Map<string, StoredIntent>();
  readonly #intentsOfReference = new Map<string, string[]>();
  readonly #intentReplies = new Map<string, FirstReply<CreateIntent, PaymentIntent>>();
  readonly #refunds = new Map<string, StoredRefund>();
  readonly #refundsOfIntent = new Map<string, string[]>();
  readonly #refundReplies = new Map<string, FirstReply<CreateRefund, GatewayRefund>>();
  readonly #events = new Map<string, GatewayEvent>();
  readonly #undelivered = new Set<string>();
  readonly #terminals = new Map<string, TerminalSetting>();
  #refundSetting = approve;
  #webhookFaults: WebhookFaults = {};

  apply(change: Change): void {
    switch (change.kind) {
      case 'intent':
        this.#putIntent(change.stored);
        break;
      case 'refund':
        this.#putRefund(change.stored);
        break;
      case 'event':
        this.#events.set(change.event.id, change.event);
        this.#undelivered.add(change.event.id);
        break;
      case 'delivery':
        if (change.isDone) this.#undelivered.delete(change.eventId);
        else this.#undelivered.add(change.eventId);
        break;
      case 'terminal':
        this.#terminals.set(change.terminalId, change.setting);
        break;
      case 'refund-setting':
        this.#refundSetting = change.setting;
        break;
      case 'webhook-faults':
        this.#webhookFaults = change.faults;
        break;
    }
  }

  intent(intentId: string): StoredIntent | undefined {
    return this.#intents.get(intentId);
  }

  /** Oldest first, as are all lists here. */
  intentsFor(reference: string): readonly PaymentIntent[] {
    return found(this.#intentsOfReference.get(reference), this.#intents).map(({ intent }) => intent);
  }

  intentReply(idempotencyKey: string): FirstReply<CreateIntent, PaymentIntent> | undefined {
    return this.#intentReplies.get(idempotencyKey);
  }

  refund(refundId: string): StoredRefund | undefined {
    return this.#refunds.get(refundId);
  }

  refundsOf(intentId: string): readonly GatewayRefund[] {
    return found(this.#refundsOfIntent.get(intentId), this.#refunds).map(({ refund }) => refund);
  }

  refundReply(idempotencyKey: string): FirstReply<CreateRefund, GatewayRefund> | undefined {
    return this.#refundReplies.get(idempotencyKey);
  }

  ledger(): GatewayLedger {
    const intents = [...this.#intents.values()].map(({ intent }) => intent);
    return {
      captures: intents.filter(({ state }) => state === 'SUCCEEDED'),
      refunds: [...this.#refunds.values()].map(({ refund }) => refund),
    };
  }

  /** Intents whose terminal has yet to answer, and refunds under way. */
  unfinished(): { readonly intents: readonly StoredIntent[]; readonly refunds: readonly StoredRefund[] } {
    return {
      intents: [...this.#intents.values()].filter(({ intent }) => intent.state === 'PROCESSING'),
      refunds: [...this.#refunds.values()].filter(({ refund }) => refund.state === 'PENDING'),
    };
  }

  event(eventId: string): GatewayEvent | undefined {
    return this.#events.get(eventId);
  }

  events(): readonly GatewayEvent[] {
    return [...this.#events.values()];
  }

  isDelivered(eventId: string): boolean {
    return !this.#undelivered.has(eventId);
  }

  get undeliveredCount(): number {
    return this.#undelivered.size;
  }

  terminal(terminalId: string): TerminalSetting {
    return this.#terminals.get(terminalId) ?? approve;
  }

  get refundSetting(): TerminalSetting {
    return this.#refundSetting;
  }

  get webhookFaults(): WebhookFaults {
    return this.#webhookFaults;
  }

  #putIntent(stored: StoredIntent): void {
    const { intent, idempotencyKey, request } = stored;
    if (!this.#intents.has(intent.id)) {
      append(this.#intentsOfReference, intent.reference, intent.id);
      this.#intentReplies.set(idempotencyKey, { request, reply: intent });
    }
    this.#intents.set(intent.id, stored);
  }

  #putRefund(stored: StoredRefund): void {
    const { refund, idempotencyKey, request } = stored;
    if (!this.#refunds.has(refund.id)) {
      append(this.#refundsOfIntent, refund.intentId, refund.id);
      this.#refundReplies.set(idempotencyKey, { request, reply: refund });
    }
    this.#refunds.set(refund.id, stored);
  }
}

function append(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function found<Value>(ids: readonly string[] = [], all: ReadonlyMap<string, Value>): readonly Value[] {
  return ids.flatMap((id) => all.get(id) ?? []);
}
