import { z } from 'zod';
import {
  createIntentSchema,
  createRefundSchema,
  processIntentSchema,
  terminalSettingSchema,
  webhookFaultsSchema,
} from '../contract.ts';
import type { Intents } from './intents.ts';
import { noSuchIntent, refuse, type Outcome } from './refusal.ts';
import type { Refunds } from './refunds.ts';
import { route, type Route } from './router.ts';
import type { Store } from './store.ts';
import type { WebhookSender } from './webhook-sender.ts';
import type { Webhooks } from './webhooks.ts';

export interface Gateway {
  readonly store: Store;
  readonly intents: Intents;
  readonly refunds: Refunds;
  readonly webhooks: Webhooks;
  readonly sender: WebhookSender;
}

/** Everything that the gateway answers; all of it but `/health` wants the key. */
export function gatewayRoutes(gateway: Gateway): readonly Route[] {
  return [...intentRoutes(gateway), ...refundRoutes(gateway), ...settingRoutes(gateway), ...webhookRoutes(gateway)];
}

function intentRoutes({ store: { state }, intents }: Gateway): readonly Route[] {
  return [
    route('POST', '/intents', createIntentSchema, ({ body, idempotencyKey }) =>
      withKey(idempotencyKey, (key) => intents.create(key, body)),
    ),
    route('GET', '/intents', nothing, ({ query }) => {
      const reference = query.get('reference');
      return reference ? { value: state.intentsFor(reference) } : missing('reference');
    }),
    route('GET', '/intents/:id', nothing, ({ id }) => {
      const stored = state.intent(id);
      return stored ? { value: stored.intent } : noSuchIntent();
    }),
    route('POST', '/intents/:id/process', processIntentSchema, ({ id, body }) => intents.process(id, body.terminalId)),
    route('POST', '/intents/:id/cancel', nothing, ({ id }) => intents.cancel(id)),
    route('GET', '/ledger', nothing, () => ({ value: state.ledger() })),
  ];
}

function refundRoutes({ store: { state }, refunds }: Gateway): readonly Route[] {
  return [
    route('POST', '/refunds', createRefundSchema, ({ body, idempotencyKey }) =>
      withKey(idempotencyKey, (key) => refunds.create(key, body)),
    ),
    route('GET', '/refunds', nothing, ({ query }) => {
      const intentId = query.get('intentId');
      return intentId ? { value: state.refundsOf(intentId) } : missing('intentId');
    }),
    route('GET', '/refunds/:id', nothing, ({ id }) => {
      const stored = state.refund(id);
      return stored ? { value: stored.refund } : refuse(404, 'not_found', 'There is no such refund.');
    }),
  ];
}

function settingRoutes({ store }: Gateway): readonly Route[] {
  const { state } = store;
  return [
    route('GET', '/terminals/:id', nothing, ({ id }) => ({ value: state.terminal(id) })),
    route('PUT', '/terminals/:id', terminalSettingSchema, ({ id, body }) => {
      store.commit({ kind: 'terminal', terminalId: id, setting: body });
      return { value: state.terminal(id) };
    }),
    route('GET', '/refund-settings', nothing, () => ({ value: state.refundSetting })),
    route('PUT', '/refund-settings', terminalSettingSchema, ({ body }) => {
      store.commit({ kind: 'refund-setting', setting: body });
      return { value: state.refundSetting };
    }),
  ];
}

function webhookRoutes({ store, webhooks, sender }: Gateway): readonly Route[] {
  const settings = () => ({ value: { ...webhooks.faults, url: sender.url ?? null } });
  return [
    route('GET', '/webhook-settings', nothing, settings),
    // What isn't mentioned stays as it is.
    route('PUT', '/webhook-settings', webhookSettingsSchema, ({ body: { url, ...faults } }) => {
      if (url !== undefined) sender.moveTo(url);
      if (Object.keys(faults).length > 0) {
        store.commit({ kind: 'webhook-faults', faults: { ...store.state.webhookFaults, ...faults } });
      }
      return settings();
    }),
    route('POST', '/webhooks/redeliver', redeliverySchema, ({ body }) => {
      const event = 'all' in body ? undefined : store.state.event(body.eventId);
      if ('eventId' in body && !event) return refuse(404, 'not_found', 'There is no such event.');
      const events = event ? [event] : store.state.events();
      webhooks.redeliver(events);
      return { value: { events: events.length } };
    }),
  ];
}

/** The address lasts as long as this run; the faults are kept. */
const webhookSettingsSchema = z.strictObject({ ...webhookFaultsSchema.shape, url: z.url().optional() });

const redeliverySchema = z.union([z.strictObject({ eventId: z.string() }), z.strictObject({ all: z.literal(true) })]);

const nothing = z.unknown();

function withKey<Value>(key: string | undefined, create: (key: string) => Outcome<Value>): Outcome<Value> {
  if (key !== undefined && key.length > 0 && key.length <= 255) return create(key);
  return refuse(400, 'invalid_request', 'The header Idempotency-Key must have 1 to 255 characters.');
}

function missing(parameter: string): Outcome<never> {
  return refuse(400, 'invalid_request', `The parameter ${parameter} is missing.`);
}
