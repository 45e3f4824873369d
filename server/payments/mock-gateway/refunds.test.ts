import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { TestGateway } from '../../testing/gateway.ts';
import { openHeardGateway, type WebhookReceiver } from '../../testing/webhook-receiver.ts';
import type { CreateRefund, GatewayRefund, PaymentIntent } from '../contract.ts';

let gateway: TestGateway;
let receiver: WebhookReceiver;

beforeAll(async () => {
  const opened = await openHeardGateway();
  ({ gateway, receiver } = opened);
  return () => opened[Symbol.asyncDispose]();
});

const euros = (amount: number) => ({ amount, currency: 'EUR' });

/** A capture of 27.00. */
async function capture(): Promise<PaymentIntent> {
  const { client } = gateway;
  const { id } = await client.createIntent({ reference: 'order', amount: euros(2_700), idempotencyKey: randomUUID() });
  await client.process(id, 'T1');
  return vi.waitFor(
    async () => {
      const intent = await client.findIntent(id);
      if (intent?.state !== 'SUCCEEDED') throw new Error(`the intent is ${intent?.state}`);
      return intent;
    },
    { timeout: 10_000, interval: 5 },
  );
}

function refund(intentId: string, request: Partial<CreateRefund> = {}): Promise<GatewayRefund> {
  const idempotencyKey = randomUUID();
  return gateway.client.refund({ intentId, amount: euros(2_700), reference: 'refund', idempotencyKey, ...request });
}

async function endOf(refundId: string): Promise<GatewayRefund> {
  return vi.waitFor(
    async () => {
      const found = await gateway.client.findRefund(refundId);
      if (!found || found.state === 'PENDING') throw new Error('the refund is pending');
      return found;
    },
    { timeout: 10_000, interval: 5 },
  );
}

describe('a refund', () => {
  it('is pending, then done, and told by a webhook', async () => {
    const intent = await capture();
    const pending = await refund(intent.id, { reference: 'refund-1' });
    expect(pending).toMatchObject({ state: 'PENDING', intentId: intent.id, reference: 'refund-1' });
    const done = await endOf(pending.id);
    expect(done.state).toBe('SUCCEEDED');
    expect(await gateway.client.refundsOf(intent.id)).toEqual([done]);
    expect((await gateway.ledger()).refunds).toContainEqual(done);
    await vi.waitFor(() => expect(receiver.typesOf(intent.id)).toContain('refund.succeeded'), 10_000);
  });

  it('is made once for a key', async () => {
    const intent = await capture();
    const request = { idempotencyKey: randomUUID(), intentId: intent.id, amount: euros(2_700), reference: 'refund' };
    const replies = await Promise.all(Array.from({ length: 20 }, () => gateway.client.refund(request)));
    await endOf(replies[0]?.id ?? '');
    replies.push(await gateway.client.refund(request));
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect(await gateway.client.refundsOf(intent.id)).toHaveLength(1);
    const other = gateway.client.refund({ ...request, amount: euros(1) });
    await expect(other).rejects.toMatchObject({ status: 409, code: 'idempotency_conflict' });
  });

  it('never gives back more than was captured, however many are asked for at once', async () => {
    const intent = await capture();
    const asked = Array.from({ length: 10 }, () => refund(intent.id, { amount: euros(1_000) }));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'refund_exceeds_capture' });
    }
    await refund(intent.id, { amount: euros(700) });
    await expect(refund(intent.id, { amount: euros(1) })).rejects.toMatchObject({ code: 'refund_exceeds_capture' });
    const given = await gateway.client.refundsOf(intent.id);
    expect(given.reduce((sum, { amount }) => sum + amount.amount, 0)).toBe(2_700);
  });

  it('that failed can be asked for again', async () => {
    const intent = await capture();
    const failed = await refund(intent.id, { behaviour: 'DECLINE' });
    expect(await endOf(failed.id)).toMatchObject({ state: 'FAILED' });
    await vi.waitFor(() => expect(receiver.typesOf(intent.id)).toContain('refund.failed'), 10_000);
    await gateway.setRefunds({ behaviour: 'DECLINE' });
    expect(await endOf((await refund(intent.id)).id)).toMatchObject({ state: 'FAILED' });
    await gateway.setRefunds({ behaviour: 'APPROVE' });
    expect(await endOf((await refund(intent.id)).id)).toMatchObject({ state: 'SUCCEEDED' });
  });

  it('needs a capture, in its currency', async () => {
    const intent = await capture();
    await expect(refund(intent.id, { amount: { amount: 1, currency: 'USD' } })).rejects.toMatchObject({
      code: 'wrong_currency',
    });
    const { id } = await gateway.client.createIntent({
      reference: 'order',
      amount: euros(100),
      idempotencyKey: randomUUID(),
    });
    await expect(refund(id, { amount: euros(100) })).rejects.toMatchObject({ code: 'intent_not_captured' });
    await expect(refund('pi_unknown')).rejects.toMatchObject({ status: 404 });
    expect(await gateway.client.findRefund('re_unknown')).toBeUndefined();
  });
});
