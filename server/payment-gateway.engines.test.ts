import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from './config.ts';
import { freePort } from './embedded/process/free-port.ts';
import { isFinalIntentState, type GatewayRefund, type PaymentIntent } from './payments/contract.ts';
import { PaymentGateway } from './payments/gateway-client.ts';
import { buildServer, startBuiltProgram, type BuiltProgram } from './testing/built-program.ts';
import { openWebhookReceiver, type WebhookReceiver } from './testing/webhook-receiver.ts';

const secret = randomBytes(32).toString('hex');
const amount = { amount: 1_350, currency: 'EUR' };

let directory: string;
let port: number;
let receiver: WebhookReceiver;
let client: PaymentGateway;
let program: BuiltProgram;

beforeAll(async () => {
  await buildServer();
  directory = await mkdtemp(join(tmpdir(), 'foyer-gateway-'));
  port = await freePort();
  receiver = await openWebhookReceiver(() => secret);
  client = new PaymentGateway(`http://127.0.0.1:${port}`, secret);
  program = await start();
});

afterAll(async () => {
  await program.kill();
  await receiver[Symbol.asyncDispose]();
  await rm(directory, { recursive: true });
});

function start(): Promise<BuiltProgram> {
  const config = readConfig({
    MONGODB_URL: 'mongodb://127.0.0.1',
    REDIS_URL: 'redis://127.0.0.1',
    ACCESS_TOKEN_SECRET: secret,
    TICKET_SIGNING_KEY: '{}',
    PAYMENT_GATEWAY_URL: `http://127.0.0.1:${port}`,
    PAYMENT_GATEWAY_KEY: secret,
    PAYMENT_WEBHOOK_SECRET: secret,
  });
  return startBuiltProgram('payment-gateway', config, {
    PAYMENT_GATEWAY_PORT: String(port),
    PAYMENT_GATEWAY_DATA_DIR: directory,
    PAYMENT_TERMINAL_DELAY_MS: '20',
    PAYMENT_WEBHOOK_URL: receiver.url,
  });
}

/** What the gateway has answered, newest last. */
interface Told {
  readonly intents: PaymentIntent[];
  readonly refunds: GatewayRefund[];
}

const order = { CREATED: 0, PROCESSING: 1, SUCCEEDED: 2, DECLINED: 2, CANCELLED: 2 } as const;

/** Everything that was told and isn't so any more. */
async function lost(told: Told): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const intent of told.intents) {
    const now = await client.findIntent(intent.id);
    const stands = now && (now.state === intent.state || order[now.state] > order[intent.state]);
    if (!stands) problems.push(`${intent.id} was ${intent.state}, is ${now?.state}`);
  }
  for (const refund of told.refunds) {
    const now = await client.findRefund(refund.id);
    if (!now || (refund.state === 'SUCCEEDED' && now.state !== 'SUCCEEDED')) problems.push(`${refund.id} is lost`);
  }
  return problems;
}

/** Pays and refunds until the gateway is gone; its last request may have been done or not. */
async function trade(told: Told, references: string[]): Promise<void> {
  try {
    for (;;) {
      const reference = randomUUID();
      references.push(reference);
      const intent = await client.createIntent({ reference, amount, idempotencyKey: reference });
      told.intents.push(intent, await client.process(intent.id, 'T1'));
      await vi.waitFor(async () => {
        const found = await client.findIntent(intent.id);
        if (found) told.intents.push(found);
        if (found?.state !== 'SUCCEEDED') throw new Error('not yet');
      });
      told.refunds.push(await client.refund({ intentId: intent.id, amount, reference, idempotencyKey: reference }));
    }
  } catch {
    // It was killed.
  }
}

describe('kill -9 of the payment gateway', () => {
  it('loses nothing that it had told, and it goes on where it was', { timeout: 120_000 }, async () => {
    const told: Told = { intents: [], refunds: [] };
    const references: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      const known = told.intents.length;
      const traders = Array.from({ length: 8 }, () => trade(told, references));
      await vi.waitFor(() => expect(told.intents.length).toBeGreaterThan(known + 40 + round * 13), 20_000);
      await program.kill();
      await Promise.all(traders);
      program = await start();
      expect(await lost(told)).toEqual([]);
    }
    expect(told.refunds.length).toBeGreaterThan(0);
    for (const reference of references) {
      // The retry finds what the first request did, or does it now.
      const { id } = await client.createIntent({ reference, amount, idempotencyKey: reference });
      expect((await client.intentsFor(reference)).map((intent) => intent.id)).toEqual([id]);
      await client.process(id, 'T1');
    }
    const intents = [...new Set(told.intents.map(({ id }) => id))];
    await vi.waitFor(async () => {
      for (const id of intents) {
        const intent = await client.findIntent(id);
        expect(intent && isFinalIntentState(intent.state)).toBe(true);
        expect(receiver.typesOf(id)).toContain('intent.succeeded');
      }
    }, 30_000);
  });

  it('would be caught with a loss', async () => {
    const intent = await client.createIntent({ reference: 'order', amount, idempotencyKey: randomUUID() });
    const invented: PaymentIntent = { ...intent, id: 'pi_lost' };
    const ahead: PaymentIntent = { ...intent, state: 'SUCCEEDED' };
    expect(await lost({ intents: [intent], refunds: [] })).toEqual([]);
    expect(await lost({ intents: [invented, ahead], refunds: [] })).toHaveLength(2);
  });

  it('never has two on one journal', async () => {
    await expect(start()).rejects.toThrow('ended before it was ready');
    expect(await client.intentsFor('order')).toHaveLength(1);
  });
});
