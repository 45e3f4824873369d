import { z } from 'zod';
import {
  createIntentSchema,
  createRefundSchema,
  gatewayEventSchema,
  gatewayRefundSchema,
  paymentIntentSchema,
  terminalSettingSchema,
  webhookFaultsSchema,
} from '../contract.ts';
import { planSchema } from './card-terminal.ts';

/** An intent with what the gateway keeps to itself. */
const storedIntentSchema = z.object({
  intent: paymentIntentSchema,
  idempotencyKey: z.string(),
  request: createIntentSchema,
  terminalId: z.string().nullable(),
  plan: planSchema.nullable(),
});
export type StoredIntent = Readonly<z.infer<typeof storedIntentSchema>>;

const storedRefundSchema = z.object({
  refund: gatewayRefundSchema,
  idempotencyKey: z.string(),
  request: createRefundSchema,
  plan: planSchema.nullable(),
});
export type StoredRefund = Readonly<z.infer<typeof storedRefundSchema>>;

/** One thing that is different from now on. */
const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('intent'), stored: storedIntentSchema }),
  z.object({ kind: z.literal('refund'), stored: storedRefundSchema }),
  z.object({ kind: z.literal('event'), event: gatewayEventSchema }),
  z.object({ kind: z.literal('delivery'), eventId: z.string(), isDone: z.boolean() }),
  z.object({ kind: z.literal('terminal'), terminalId: z.string(), setting: terminalSettingSchema }),
  z.object({ kind: z.literal('refund-setting'), setting: terminalSettingSchema }),
  z.object({ kind: z.literal('webhook-faults'), faults: webhookFaultsSchema }),
]);
export type Change = z.infer<typeof changeSchema>;

/** A line of the journal: changes that happen together or not at all. */
export const commitSchema = z.array(changeSchema).readonly();
export type Commit = z.infer<typeof commitSchema>;
