import { randomUUID } from 'node:crypto';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TestGateway } from '../../testing/gateway.ts';
import { openHeardGateway, type WebhookReceiver } from '../../testing/webhook-receiver.ts';
import type { CreateIntent, PaymentIntent } from '../contract.ts';
import { GatewayUnavailableError } from '../gateway-client.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;

beforeEach(async () => {
  const opened = await openHeardGateway();
  ({ gateway, receiver } = opened);
  return () => opened[Symbol.asyncDispose]();
});

const amount = { amount: 2_700, currency: 'EUR' };

async function begin(request: Partial<CreateIntent> = {}): Promise<PaymentIntent> {
  const { client } = gateway;
  const { id } = await client.createIntent({ reference: 'order', amount, idempotencyKey: randomUUID(), ...request });
  return client.process(id, 'T1');
}

async function restart(): Promise<void> {
  await gateway.stop();
  await gateway.start();
}

async function stateOf(intentId: string): Promise<string | undefined> {
  return (await gateway.client.findIntent(intentId))?.state;
}

describe('a gateway that starts again', () => {
  it('knows everything that it had told', async () => {
    const key = randomUUID();
    const captured = await gateway.client.createIntent({ reference: 'order', amount, idempotencyKey: key });
    await gateway.client.process(captured.id, 'T1');
    await vi.waitFor(async () => expect(await stateOf(captured.id)).toBe('SUCCEEDED'), 10_000);
    const refund = { intentId: captured.id, amount, reference: 'refund', idempotencyKey: key };
    const pending = await gateway.client.refund(refund);
    await vi.waitFor(async () => {
      expect(await gateway.client.findRefund(pending.id)).toMatchObject({ state: 'SUCCEEDED' });
    }, 10_000);
    await gateway.setTerminal('T2', { behaviour: 'DECLINE', delayMs: 1 });
    await gateway.setWebhooks({ duplicates: 0.25 });
    const before = await everythingTold();
    await restart();
    expect(await everythingTold()).toEqual(before);
    expect(await gateway.client.createIntent({ reference: 'order', amount, idempotencyKey: key })).toEqual(captured);
    expect(await gateway.client.refund(refund)).toEqual(pending);
    await expect(gateway.client.refund({ ...refund, idempotencyKey: randomUUID() })).rejects.toMatchObject({
      code: 'refund_exceeds_capture',
    });

    async function everythingTold(): Promise<readonly string[]> {
      const paths = ['/intents?reference=order', '/ledger', '/terminals/T2', '/webhook-settings'];
      return Promise.all(paths.map(async (path) => (await gateway.request('GET', path)).text()));
    }
  });

  it('goes on with payments and refunds under way', async () => {
    const slow = await begin({ delayMs: 500 });
    const never = await begin({ behaviour: 'NEVER' });
    const captured = await begin();
    await vi.waitFor(async () => expect(await stateOf(captured.id)).toBe('SUCCEEDED'), 10_000);
    const refund = await gateway.client.refund({
      intentId: captured.id,
      amount,
      reference: 'refund',
      delayMs: 500,
      idempotencyKey: randomUUID(),
    });
    await restart();
    await vi.waitFor(async () => {
      expect(await stateOf(slow.id)).toBe('SUCCEEDED');
      expect(await gateway.client.findRefund(refund.id)).toMatchObject({ state: 'SUCCEEDED' });
    }, 10_000);
    expect(await stateOf(never.id)).toBe('PROCESSING');
    expect(await gateway.client.cancel(never.id)).toMatchObject({ state: 'CANCELLED' });
  });

  it('delivers what it had not delivered, and nothing else', async () => {
    const delivered = await begin();
    await vi.waitFor(() => expect(receiver.typesOf(delivered.id)).toHaveLength(2), 10_000);
    await vi.waitFor(async () => {
      expect(await (await gateway.request('GET', '/health')).json()).toMatchObject({ undeliveredWebhooks: 0 });
    }, 10_000);
    receiver.status = 500;
    const late = await begin();
    await vi.waitFor(() => expect(receiver.typesOf(late.id)).toContain('intent.succeeded'), 10_000);
    await gateway.stop();
    const tries = receiver.deliveries.length;
    receiver.status = 200;
    await gateway.start();
    const repeated = () => receiver.deliveries.slice(tries).map(({ event }) => event);
    await vi.waitFor(() => expect(repeated()).toHaveLength(2), 10_000);
    expect(new Set(repeated().map(({ type }) => type))).toEqual(new Set(['intent.processing', 'intent.succeeded']));
    expect(repeated()).toMatchObject([{ intent: { id: late.id } }, { intent: { id: late.id } }]);
  });

  it('forgets a torn last line, which it never told anybody', async () => {
    const intent = await begin({ behaviour: 'NEVER' });
    await gateway.stop();
    await appendFile(gateway.journalFile, '[{"kind":"intent","stored":{"intent":{"id":"pi_');
    await gateway.start();
    expect(await gateway.client.findIntent(intent.id)).toEqual(intent);
    await restart();
    expect(await gateway.client.findIntent(intent.id)).toEqual(intent);
  });

  it('would be seen to have lost a line', async () => {
    const intent = await begin({ behaviour: 'NEVER' });
    await gateway.stop();
    const lines = (await readFile(gateway.journalFile, 'utf8')).trimEnd().split('\n');
    const without = lines.filter((line) => !line.includes('intent.processing'));
    expect(without).toHaveLength(lines.length - 1);
    await writeFile(gateway.journalFile, `${without.join('\n')}\n`);
    await gateway.start();
    expect(await gateway.client.findIntent(intent.id)).not.toEqual(intent);
  });

  it('is unavailable meanwhile', async () => {
    await gateway.stop();
    await expect(begin()).rejects.toBeInstanceOf(GatewayUnavailableError);
    await gateway.start();
    expect(await begin()).toMatchObject({ state: 'PROCESSING' });
  });
});
