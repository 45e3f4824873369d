import { createServer } from 'node:http';
import { listen, sendJson } from '../http/http-server.ts';
import { readBody } from '../http/request-body.ts';
import { gatewayEventSchema, type GatewayEvent } from '../payments/contract.ts';
import { signatureHeader, verifyWebhook, type WebhookVerdict } from '../payments/webhook-signature.ts';
import { openGateway, type TestGateway } from './gateway.ts';

interface Delivery {
  readonly event: GatewayEvent;
  readonly verdict: WebhookVerdict;
  /** What was answered. */
  readonly status: number;
}

/** Stands where the API would and notes what arrives. */
export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  /** In the order of arrival, repetitions and refused ones too. */
  readonly deliveries: readonly Delivery[];
  /** The types of the events of an intent, and of its refunds, in the order of arrival. */
  typesOf(intentId: string): readonly string[];
  /** What it answers from now on; 200 to begin with. */
  status: number;
}

/** A gateway of its own and what hears its webhooks. */
export async function openHeardGateway(): Promise<
  { readonly gateway: TestGateway; readonly receiver: WebhookReceiver } & AsyncDisposable
> {
  // The gateway is opened after its receiver, whose address it must know.
  const receiver = await openWebhookReceiver(() => gateway.webhookSecret);
  const gateway: TestGateway = await openGateway({ webhookUrl: receiver.url });
  return {
    gateway,
    receiver,
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await receiver[Symbol.asyncDispose]();
    },
  };
}

/** `secret` is asked for with each delivery. */
export async function openWebhookReceiver(secret: () => string): Promise<WebhookReceiver> {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    const note = async (): Promise<void> => {
      const body = await readBody(request);
      const text = body.kind === 'body' ? body.text : '';
      const header = request.headers[signatureHeader];
      deliveries.push({
        event: gatewayEventSchema.parse(JSON.parse(text)),
        verdict: verifyWebhook(secret(), typeof header === 'string' ? header : undefined, text, new Date()),
        status: receiver.status,
      });
      sendJson(response, receiver.status, {});
    };
    note().catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const port = await listen(server, '127.0.0.1', 0);
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${port}/webhooks/payments`,
    deliveries,
    typesOf: (intentId) =>
      deliveries.filter(({ event }) => intentIdOf(event) === intentId).map(({ event }) => event.type),
    status: 200,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return receiver;
}

function intentIdOf(event: GatewayEvent): string {
  return 'intent' in event ? event.intent.id : event.refund.intentId;
}
