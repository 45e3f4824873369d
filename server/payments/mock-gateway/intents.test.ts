import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestGateway } from '../../testing/gateway.ts';
import { openHeardGateway, type WebhookReceiver } from '../../testing/webhook-receiver.ts';
import { isFinalIntentState, type CreateIntent, type IntentState, type PaymentIntent } from '../contract.ts';
import { GatewayRefusedError } from '../gateway-client.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;

beforeAll(async () => {
  const opened = await openHeardGateway();
  ({ gateway, receiver } = opened);
  return () => opened[Symbol.asyncDispose]();
});

const amount = { amount: 2_700, currency: 'EUR' };

function create(request: Partial<CreateIntent> = {}): Promise<PaymentIntent> {
  return gateway.client.createIntent({ reference: randomUUID(), amount, idempotencyKey: randomUUID(), ...request });
}

async function finalOf(intentId: string): Promise<PaymentIntent> {
  return vi.waitFor(
    async () => {
      const intent = await gateway.client.findIntent(intentId);
      if (!intent || !isFinalIntentState(intent.state)) throw new Error(`${intentId} is ${intent?.state}`);
      return intent;
    },
    { timeout: 10_000, interval: 5 },
  );
}

describe('a payment intent', () => {
  it('is found by its id and by the order', async () => {
    const intent = await create();
    expect(intent).toMatchObject({ state: 'CREATED', amount, card: null, declineReason: null });
    expect(await gateway.client.findIntent(intent.id)).toEqual(intent);
    const second = await create({ reference: intent.reference });
    expect(await gateway.client.intentsFor(intent.reference)).toEqual([intent, second]);
    expect(await gateway.client.intentsFor('another order')).toEqual([]);
    expect(await gateway.client.findIntent('pi_unknown')).toBeUndefined();
  });

  it('is created once for a key, and the reply stays the same', async () => {
    const request = { reference: randomUUID(), amount, idempotencyKey: randomUUID() };
    const replies = await Promise.all(Array.from({ length: 20 }, () => gateway.client.createIntent(request)));
    const [first] = replies;
    await gateway.client.process(first?.id ?? '', 'T1');
    replies.push(await gateway.client.createIntent(request));
    for (const reply of replies) expect(reply).toEqual(first);
    expect(await gateway.client.intentsFor(request.reference)).toHaveLength(1);
    const other = gateway.client.createIntent({ ...request, amount: { ...amount, amount: 2_701 } });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'idempotency_conflict' });
    expect(await gateway.client.intentsFor(request.reference)).toHaveLength(1);
  });

  it('needs a key', async () => {
    const response = await gateway.request('POST', '/intents', { reference: 'r', amount });
    expect(response.status).toBe(400);
  });
});

describe('a terminal', () => {
  it('approves, captures and tells the card', async () => {
    const { id } = await create();
    expect(await gateway.client.process(id, 'T1')).toMatchObject({ state: 'PROCESSING', card: null });
    const intent = await finalOf(id);
    expect(intent.state).toBe('SUCCEEDED');
    expect(intent.card?.lastFour).toMatch(/^\d{4}$/);
    expect((await gateway.ledger()).captures).toContainEqual(intent);
  });

  it('declines with a reason and captures nothing', async () => {
    await gateway.setTerminal('Counter 2', { behaviour: 'DECLINE' });
    const { id } = await create();
    await gateway.client.process(id, 'Counter 2');
    const intent = await finalOf(id);
    expect(intent).toMatchObject({ state: 'DECLINED', declineReason: expect.stringMatching(/^[A-Z_]+$/) });
    expect((await gateway.ledger()).captures.map((capture) => capture.id)).not.toContain(id);
  });

  it('goes by what the intent says rather than by its setting', async () => {
    await gateway.setTerminal('T3', { behaviour: 'NEVER' });
    const declined = await create({ behaviour: 'DECLINE' });
    await gateway.client.process(declined.id, 'T3');
    expect(await finalOf(declined.id)).toMatchObject({ state: 'DECLINED' });
  });

  it('may be slow, or never answer: such an intent can be cancelled', async () => {
    const waiting = [await create({ behaviour: 'SLOW' }), await create({ behaviour: 'NEVER' })];
    for (const { id } of waiting) await gateway.client.process(id, 'T1');
    // A card that was put in later has long been read.
    const quick = await create();
    await gateway.client.process(quick.id, 'T1');
    await finalOf(quick.id);
    for (const { id } of waiting) {
      expect(await gateway.client.findIntent(id)).toMatchObject({ state: 'PROCESSING' });
      expect(await gateway.client.cancel(id)).toMatchObject({ state: 'CANCELLED', card: null });
    }
    const slow = await create({ behaviour: 'SLOW', delayMs: 50 });
    await gateway.client.process(slow.id, 'T1');
    expect(await finalOf(slow.id)).toMatchObject({ state: 'SUCCEEDED' });
  });

  it('takes an intent once; asked again it tells how far it is', async () => {
    const { id } = await create({ behaviour: 'NEVER' });
    const processing = await gateway.client.process(id, 'T1');
    expect(await gateway.client.process(id, 'T1')).toEqual(processing);
    await expect(gateway.client.process(id, 'T2')).rejects.toMatchObject({ status: 409, code: 'intent_not_created' });
    const cancelled = await gateway.client.cancel(id);
    expect(await gateway.client.process(id, 'T1')).toEqual(cancelled);
    await vi.waitFor(() => expect(receiver.typesOf(id)).toEqual(['intent.processing', 'intent.cancelled']), 10_000);
  });

  it('takes nothing that was cancelled, and cancels nothing that is final', async () => {
    const cancelled = await create();
    await gateway.client.cancel(cancelled.id);
    await expect(gateway.client.process(cancelled.id, 'T1')).rejects.toBeInstanceOf(GatewayRefusedError);
    const { id } = await create();
    await gateway.client.process(id, 'T1');
    const captured = await finalOf(id);
    expect(await gateway.client.cancel(id)).toEqual(captured);
    await expect(gateway.client.cancel('pi_unknown')).rejects.toMatchObject({ status: 404, code: 'not_found' });
  });

  it('keeps its setting', async () => {
    const setting = { behaviour: 'SLOW', delayMs: 7 } as const;
    await gateway.setTerminal('T4', setting);
    expect(await (await gateway.request('GET', '/terminals/T4')).json()).toEqual(setting);
    expect(await (await gateway.request('GET', '/terminals/T5')).json()).toEqual({ behaviour: 'APPROVE' });
  });
});

/** What is wrong with a race: everybody must have been told of the same one ending. */
function problems(told: IntentState, stored: IntentState, events: readonly string[]): readonly string[] {
  const endings = events.filter((type) => type !== 'intent.processing');
  return [
    ...(told === stored ? [] : [`told ${told}, is ${stored}`]),
    ...(endings.length === 1 ? [] : [`${endings.length} endings`]),
    ...(endings.includes(`intent.${stored.toLowerCase()}`) ? [] : [`no event of ${stored}`]),
  ];
}

describe('a cancel that races with the approval', () => {
  it('has one winner', async () => {
    // From an approval that is always first to one that is always too late, with real races between them.
    const delaysMs = [0, 3, 6, 12, 25, 50, 5_000];
    const races = Array.from({ length: 210 }, async (_, at) => {
      const { id } = await create({ delayMs: delaysMs[at % delaysMs.length] });
      await gateway.client.process(id, 'T1');
      await new Promise((resolve) => {
        setTimeout(resolve, at % delaysMs.length === 0 ? 50 : at % 20);
      });
      return gateway.client.cancel(id);
    });
    const told = await Promise.all(races);
    const seen = new Set(told.map(({ state }) => state));
    expect(seen).toEqual(new Set(['SUCCEEDED', 'CANCELLED']));
    await vi.waitFor(async () => {
      for (const { id } of told) expect(receiver.typesOf(id).length).toBeGreaterThanOrEqual(2);
      expect(await (await gateway.request('GET', '/health')).json()).toMatchObject({ undeliveredWebhooks: 0 });
    }, 20_000);
    const captured = new Set((await gateway.ledger()).captures.map(({ id }) => id));
    for (const { id, state } of told) {
      const stored = await gateway.client.findIntent(id);
      expect(problems(state, stored?.state ?? 'CREATED', receiver.typesOf(id))).toEqual([]);
      expect(captured.has(id)).toBe(state === 'SUCCEEDED');
    }
  });

  it('would be caught with two', () => {
    expect(problems('CANCELLED', 'SUCCEEDED', ['intent.cancelled', 'intent.succeeded'])).toHaveLength(2);
    expect(problems('CANCELLED', 'CANCELLED', ['intent.cancelled'])).toEqual([]);
  });
});
