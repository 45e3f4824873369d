import { z } from 'zod';
import type { PaymentEventRepository } from '../../mongo/payment-event-repository.ts';
import { gatewayEventSchema, type GatewayEvent } from '../../payments/contract.ts';
import { verifyWebhook, type WebhookVerdict } from '../../payments/webhook-signature.ts';
import type { Delivery, EventHandler, RetryPolicy } from '../../redis/event-streams/event-handler.ts';
import type { InboxEvent, PaymentInbox } from '../../redis/payment-inbox.ts';
import type { Clock } from '../clock.ts';
import type { PaymentOutcomes } from './payment-outcomes.ts';
import type { RefundPayouts } from './refund-payouts.ts';

interface Dependencies {
  readonly inbox: PaymentInbox;
  readonly events: PaymentEventRepository;
  readonly outcomes: PaymentOutcomes;
  readonly payouts: RefundPayouts;
  readonly clock: Clock;
  readonly webhookSecret: string;
}

/** A guest waits for this: tried again soon, and given up only when the reconciliation has long looked itself. */
const impatientRetry: RetryPolicy = { firstMs: 200, longestMs: 60_000, attempts: 12, stuckMs: 10_000 };

/** What the payment gateway tells: taken in at once, and worked off with one effect each however often it comes. */
export class PaymentEvents implements EventHandler<InboxEvent> {
  readonly group = 'payments';
  readonly batchSize = 1;
  readonly parallel = 8;
  readonly retry = impatientRetry;
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Takes a delivery in when it is the gateway's own. `body` is the raw text. `unreadable` is signed by the gateway but is
   * no event of the contract.
   */
  async receive(header: string | undefined, body: string): Promise<WebhookVerdict | 'unreadable'> {
    const { inbox, clock, webhookSecret } = this.#dependencies;
    const verdict = verifyWebhook(webhookSecret, header, body, clock());
    if (verdict !== 'valid') return verdict;
    const event = parseEvent(body);
    if (!event) return 'unreadable';
    await inbox.add({ id: event.id, body });
    return 'valid';
  }

  /** Works off what was taken in. */
  async handle(deliveries: readonly Delivery<InboxEvent>[]): Promise<void> {
    for (const { event } of deliveries) await this.apply(gatewayEventSchema.parse(JSON.parse(event.body)));
  }

  /** Brings the order or the refund in line with an event. One that was worked off before is skipped. */
  async apply(event: GatewayEvent): Promise<void> {
    const { events, outcomes, payouts, clock } = this.#dependencies;
    if (await events.isKnown(event.id)) return;
    if ('intent' in event) await outcomes.apply(event.intent);
    else await payouts.apply(event.refund);
    // After the effect: a crash in between repeats it, which changes nothing; the other way round it would be lost.
    await events.remember(event.id, event.type, clock());
  }
}

function parseEvent(body: string): GatewayEvent | undefined {
  try {
    return gatewayEventSchema.parse(JSON.parse(body));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}
