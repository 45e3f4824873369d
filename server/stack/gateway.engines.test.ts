import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PaymentGateway } from '../payments/gateway-client.ts';
import { buildServer } from '../testing/built-program.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { superviseGateway, type StackGateway } from './gateway.ts';

const secret = randomBytes(32).toString('hex');

let dataDirectory: string;
let receiver: WebhookReceiver;
let gateway: StackGateway;
let client: PaymentGateway;

beforeAll(async () => {
  await buildServer();
  dataDirectory = mkdtempSync(join(tmpdir(), 'foyer-stack-'));
  receiver = await openWebhookReceiver(() => secret);
  gateway = start();
  client = new PaymentGateway(await gateway.url, secret);
});

afterAll(async () => {
  await gateway.stop();
  await receiver[Symbol.asyncDispose]();
  rmSync(dataDirectory, { recursive: true });
});

function start(environment: Readonly<Record<string, string>> = {}): StackGateway {
  return superviseGateway({
    file: join(import.meta.dirname, '../../out/server/payment-gateway.js'),
    dataDirectory,
    port: 0,
    environment: {
      PAYMENT_GATEWAY_KEY: secret,
      PAYMENT_WEBHOOK_SECRET: secret,
      PAYMENT_TERMINAL_DELAY_MS: '5',
      LOG_LEVEL: 'silent',
      ...environment,
    },
    say: () => undefined,
  });
}

/** A payment that was begun; its id. The gateway may be down for a moment. */
async function pay(): Promise<string> {
  const reference = randomUUID();
  const amount = { amount: 1_350, currency: 'EUR' };
  return vi.waitFor(
    async () => {
      const { id } = await client.createIntent({ reference, amount, idempotencyKey: reference });
      await client.process(id, 'T1');
      return id;
    },
    { timeout: 20_000, interval: 100 },
  );
}

async function expectTold(intentId: string, to = receiver): Promise<void> {
  await vi.waitFor(() => expect(to.typesOf(intentId)).toContain('intent.succeeded'), 20_000);
}

function killGateway(): void {
  const lock = readFileSync(join(dataDirectory, 'payment-gateway/foyer.lock'), 'utf8');
  process.kill((JSON.parse(lock) as { readonly pid: number }).pid, 'SIGKILL');
}

describe('the gateway of a stack', () => {
  it('keeps its events until it knows where they go', async () => {
    const id = await pay();
    gateway.sendWebhooksTo(receiver.url);
    await expectTold(id);
  });

  it('comes back where it was when it was killed, and is told the address again', async () => {
    killGateway();
    const id = await pay();
    await expectTold(id);
  });

  it('follows the API to another address', async () => {
    await using moved = await openWebhookReceiver(() => secret);
    gateway.sendWebhooksTo(moved.url);
    await expectTold(await pay(), moved);
    gateway.sendWebhooksTo(receiver.url);
  });

  it('says which setting is wrong before anything is started', () => {
    expect(() => start({ PAYMENT_WEBHOOK_DROP: '2' })).toThrow('PAYMENT_WEBHOOK_DROP');
  });
});
