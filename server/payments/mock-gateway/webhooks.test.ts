import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestGateway } from '../../testing/gateway.ts';
import { openHeardGateway, openWebhookReceiver, type WebhookReceiver } from '../../testing/webhook-receiver.ts';
import type { WebhookFaults } from '../contract.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;

beforeEach(async () => {
  const opened = await openHeardGateway();
  ({ gateway, receiver } = opened);
  return () => opened[Symbol.asyncDispose]();
});

/** An approved payment, which has two events; its id. */
async function pay(webhooks?: WebhookFaults): Promise<string> {
  const { client } = gateway;
  const { id } = await client.createIntent({
    reference: 'order',
    amount: { amount: 1_350, currency: 'EUR' },
    idempotencyKey: randomUUID(),
    // Long enough for the first event to arrive before the second happens.
    delayMs: 100,
    ...(webhooks && { webhooks }),
  });
  await client.process(id, 'T1');
  return id;
}

const processing = 'intent.processing';
const succeeded = 'intent.succeeded';

async function expectArrived(intentId: string, types: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(receiver.typesOf(intentId)).toEqual(types), 15_000);
}

async function undelivered(): Promise<unknown> {
  const health = (await (await fetch(`${gateway.url}/health`)).json()) as Readonly<Record<string, unknown>>;
  return health['undeliveredWebhooks'];
}

async function expectAllDelivered(): Promise<void> {
  await vi.waitFor(async () => expect(await undelivered()).toBe(0), 15_000);
}

/** Resolves when the gateway is done with a payment made now, and so with what came before. */
async function expectAnotherPayment(): Promise<void> {
  await expectArrived(await pay({ drop: 0, reorder: 0, duplicates: 0 }), [processing, succeeded]);
}

describe('webhooks', () => {
  it('arrive in order, once, signed, when nothing goes wrong', async () => {
    const id = await pay();
    await expectArrived(id, [processing, succeeded]);
    await expectAllDelivered();
    expect(receiver.deliveries.map(({ verdict }) => verdict)).toEqual(['valid', 'valid']);
    const [first, second] = receiver.deliveries.map(({ event }) => event);
    expect(first?.id).not.toBe(second?.id);
    expect(second).toMatchObject({ intent: await gateway.client.findIntent(id) });
  });

  it('are tried until a 2xx, with the same id', async () => {
    receiver.status = 503;
    const id = await pay();
    await vi.waitFor(() => {
      for (const type of [processing, succeeded]) {
        expect(receiver.typesOf(id).filter((each) => each === type).length).toBeGreaterThanOrEqual(2);
      }
    }, 15_000);
    expect(await undelivered()).toBe(2);
    receiver.status = 204;
    await expectAllDelivered();
    expect(new Set(receiver.deliveries.map(({ event }) => event.id)).size).toBe(2);
    const tries = receiver.deliveries.length;
    await expectAnotherPayment();
    expect(receiver.deliveries).toHaveLength(tries + 2);
  });

  it('arrive twice by the setting', async () => {
    await gateway.setWebhooks({ duplicates: 1 });
    const id = await pay();
    await expectArrived(id, [processing, processing, succeeded, succeeded]);
    expect(new Set(receiver.deliveries.map(({ event }) => event.id)).size).toBe(2);
  });

  it('overtake each other by the setting', async () => {
    await gateway.setWebhooks({ reorder: 1 });
    await expectArrived(await pay(), [succeeded, processing]);
  });

  it('overtake each other twice by both settings', async () => {
    await gateway.setWebhooks({ reorder: 1, duplicates: 1 });
    const id = await pay();
    await vi.waitFor(() => expect(receiver.typesOf(id)).toHaveLength(4), 15_000);
    expect(receiver.typesOf(id)[0]).toBe(succeeded);
    expect(receiver.typesOf(id).toSorted()).toEqual([processing, processing, succeeded, succeeded]);
  });

  it('overtake each other once, even if they have to be tried again', async () => {
    receiver.status = 503;
    await gateway.setWebhooks({ reorder: 1 });
    const id = await pay();
    await vi.waitFor(() => {
      const types = receiver.typesOf(id);
      expect(types[0]).toBe(succeeded);
      expect(types).toContain(processing);
    }, 15_000);
    receiver.status = 200;
    await expectAllDelivered();
    await expectAnotherPayment();
    const taken = receiver.deliveries.filter(({ status }) => status === 200).map(({ event }) => event.id);
    expect(taken).toHaveLength(new Set(taken).size);
    expect(taken).toHaveLength(4);
  });

  it('that wait for one that never follows arrive nevertheless', async () => {
    await gateway.setWebhooks({ reorder: 1 });
    const { id } = await gateway.client.createIntent({
      reference: 'order',
      amount: { amount: 1_350, currency: 'EUR' },
      idempotencyKey: randomUUID(),
      behaviour: 'NEVER',
    });
    await gateway.client.process(id, 'T1');
    await expectArrived(id, [processing]);
  });

  it('get lost by the setting, and the gateway believes that they arrived', async () => {
    await gateway.setWebhooks({ drop: 1 });
    const id = await pay();
    await expectAnotherPayment();
    await expectAllDelivered();
    expect(receiver.typesOf(id)).toEqual([]);
    expect(await gateway.client.findIntent(id)).toMatchObject({ state: 'SUCCEEDED' });
    await gateway.redeliver({ all: true });
    await vi.waitFor(() => expect(receiver.typesOf(id).toSorted()).toEqual([processing, succeeded]), 15_000);
  });

  it('are late by the setting', async () => {
    await gateway.setWebhooks({ delayMs: 3_600_000, jitterMs: 1_000 });
    const id = await pay();
    await expectArrived(await pay({ delayMs: 0, jitterMs: 0 }), [processing, succeeded]);
    expect(receiver.typesOf(id)).toEqual([]);
    expect(await undelivered()).toBe(2);
  });

  it('go wrong for one intent by what it says itself', async () => {
    const lost = await pay({ drop: 1 });
    const repeated = await pay({ duplicates: 1 });
    await expectArrived(repeated, [processing, processing, succeeded, succeeded]);
    await expectAnotherPayment();
    expect(receiver.typesOf(lost)).toEqual([]);
  });

  it('can be sent once more', async () => {
    const id = await pay();
    await expectArrived(id, [processing, succeeded]);
    const eventId = receiver.deliveries[1]?.event.id ?? '';
    await gateway.redeliver({ eventId });
    await expectArrived(id, [processing, succeeded, succeeded]);
    expect(receiver.deliveries[2]?.event).toEqual(receiver.deliveries[1]?.event);
    await expect(gateway.redeliver({ eventId: 'ev_unknown' })).rejects.toThrow('404');
  });

  it('wait for an address, and go to a new one at once', async () => {
    const moved = await openWebhookReceiver(() => gateway.webhookSecret);
    receiver.status = 500;
    const id = await pay();
    await vi.waitFor(() => expect(receiver.typesOf(id)).toContain(succeeded), 15_000);
    await gateway.setWebhooks({ url: moved.url });
    await vi.waitFor(() => expect(moved.typesOf(id).toSorted()).toEqual([processing, succeeded]), 15_000);
    await expectAllDelivered();
    await moved[Symbol.asyncDispose]();
  });

  it('have settings that stay when others change', async () => {
    await gateway.setWebhooks({ duplicates: 0.5 });
    await gateway.setWebhooks({ jitterMs: 20 });
    const settings = await (await gateway.request('GET', '/webhook-settings')).json();
    expect(settings).toEqual({
      delayMs: 0,
      jitterMs: 20,
      duplicates: 0.5,
      reorder: 0,
      drop: 0,
      url: receiver.url,
    });
  });
});
