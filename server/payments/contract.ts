import { z } from 'zod';

/**
 * What is said between the box office and the payment gateway: both ends parse what they are told by these schemas, and
 * nothing else crosses. Card data isn't among it, only the brand and the last four digits.
 */

/** A positive amount in minor units: a capture or a refund of nothing is always a mistake. */
const positiveMoneySchema = z
  .object({ amount: z.int().positive(), currency: z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code') })
  .readonly();

/** Our own ids, which the gateway keeps for us. */
const referenceSchema = z.string().min(1).max(200);

const intentStates = ['CREATED', 'PROCESSING', 'SUCCEEDED', 'DECLINED', 'CANCELLED'] as const;

/** SUCCEEDED means captured: the gateway captures by itself on approval. */
export type IntentState = (typeof intentStates)[number];

/** Whether an intent stays in this state for good. */
export function isFinalIntentState(state: IntentState): boolean {
  return state === 'SUCCEEDED' || state === 'DECLINED' || state === 'CANCELLED';
}

/** One payment that a guest was asked for. `reference` is our order's id; times are ISO 8601 in UTC. */
export const paymentIntentSchema = z
  .object({
    id: z.string().min(1),
    reference: referenceSchema,
    amount: positiveMoneySchema,
    state: z.enum(intentStates),
    /** Known once a card was read. */
    card: z
      .object({ brand: z.string(), lastFour: z.string().length(4) })
      .readonly()
      .nullable(),
    declineReason: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .readonly();
export type PaymentIntent = z.infer<typeof paymentIntentSchema>;

/** Money on its way back to the card. `reference` is our refund's id; times are ISO 8601 in UTC. */
export const gatewayRefundSchema = z
  .object({
    id: z.string().min(1),
    reference: referenceSchema,
    intentId: z.string().min(1),
    amount: positiveMoneySchema,
    state: z.enum(['PENDING', 'SUCCEEDED', 'FAILED']),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .readonly();
export type GatewayRefund = z.infer<typeof gatewayRefundSchema>;

const eventFacts = { id: z.string().min(1), createdAt: z.iso.datetime() };

/**
 * The body of a webhook: what happened, and the intent or refund as it was then. Delivered at least once and in any
 * order, so that an old state may arrive after a newer one.
 */
export const gatewayEventSchema = z.discriminatedUnion('type', [
  z
    .object({
      ...eventFacts,
      type: z.enum(['intent.processing', 'intent.succeeded', 'intent.declined', 'intent.cancelled']),
      intent: paymentIntentSchema,
    })
    .readonly(),
  z
    .object({ ...eventFacts, type: z.enum(['refund.succeeded', 'refund.failed']), refund: gatewayRefundSchema })
    .readonly(),
]);
export type GatewayEvent = z.infer<typeof gatewayEventSchema>;

/** All money that moved: every intent that was captured, and every refund. */
export const ledgerSchema = z
  .object({ captures: z.array(paymentIntentSchema).readonly(), refunds: z.array(gatewayRefundSchema).readonly() })
  .readonly();
export type GatewayLedger = z.infer<typeof ledgerSchema>;

/** How long somebody thinks or a line takes, at most an hour. */
const delayMs = z.int().min(0).max(3_600_000);
const chance = z.number().min(0).max(1);

/** What a card terminal does with a card: SLOW approves after a long while, NEVER leaves the intent PROCESSING. */
const terminalBehaviour = z.enum(['APPROVE', 'DECLINE', 'SLOW', 'NEVER']);
export type TerminalBehaviour = z.infer<typeof terminalBehaviour>;

/** Without `delayMs` a behaviour takes its usual time. */
export const terminalSettingSchema = z.strictObject({ behaviour: terminalBehaviour, delayMs: delayMs.optional() });
export type TerminalSetting = z.infer<typeof terminalSettingSchema>;

/** What goes wrong with webhooks on purpose. The chances are drawn for each event. */
export const webhookFaultsSchema = z.strictObject({
  /** Every delivery is this late, plus a random part of `jitterMs`. */
  delayMs: delayMs.optional(),
  jitterMs: delayMs.optional(),
  /** The event is delivered twice. */
  duplicates: chance.optional(),
  /** The event is delivered after the one that follows it. */
  reorder: chance.optional(),
  /** The event is never delivered, although the gateway believes that it was. */
  drop: chance.optional(),
});
export type WebhookFaults = z.infer<typeof webhookFaultsSchema>;

export const createIntentSchema = z.strictObject({
  reference: referenceSchema,
  amount: positiveMoneySchema,
  /** For tests: instead of what the terminal is set to. */
  behaviour: terminalBehaviour.optional(),
  delayMs: delayMs.optional(),
  /** For tests: on top of the gateway's own settings. */
  webhooks: webhookFaultsSchema.optional(),
});
export type CreateIntent = z.infer<typeof createIntentSchema>;

export const processIntentSchema = z.strictObject({ terminalId: z.string().min(1).max(200) });

export const createRefundSchema = z.strictObject({
  intentId: z.string().min(1),
  amount: positiveMoneySchema,
  reference: referenceSchema,
  /** For tests: DECLINE makes it fail. */
  behaviour: terminalBehaviour.optional(),
  delayMs: delayMs.optional(),
});
export type CreateRefund = z.infer<typeof createRefundSchema>;

/** Why the gateway refused a request. */
export const refusalSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
