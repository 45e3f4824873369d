import { z } from 'zod';
import {
  gatewayRefundSchema,
  paymentIntentSchema,
  refusalSchema,
  type CreateIntent,
  type CreateRefund,
  type GatewayRefund,
  type PaymentIntent,
} from './contract.ts';

/** The same key and request have one effect, however often they are sent. */
interface Idempotent {
  readonly idempotencyKey: string;
}

/** What the box office asks of a payment gateway; a model may stand in for the real one. */
export type PaymentGatewayPort = Pick<PaymentGateway, keyof PaymentGateway>;

/**
 * The gateway doesn't answer, or not sensibly. What was asked may have happened or not: ask again with the same key, or
 * look at what there is.
 */
export class GatewayUnavailableError extends Error {
  override readonly name = 'GatewayUnavailableError';
}

/** The gateway understood the request and won't do it: nothing has happened. */
export class GatewayRefusedError extends Error {
  override readonly name = 'GatewayRefusedError';
  /** HTTP, 400 to 499. */
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** How long an answer may take, in ms. The gateway answers at once; only the terminal takes its time. */
const patienceMs = 5_000;

interface GatewayRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}

/**
 * The payment gateway over HTTP. Every method throws `GatewayUnavailableError` when the gateway is down or slow, and
 * `GatewayRefusedError` when it refuses.
 */
export class PaymentGateway {
  readonly #url: string;
  readonly #key: string;
  readonly #timeoutMs: number;

  constructor(url: string, key: string, timeoutMs = patienceMs) {
    this.#url = url.replace(/\/+$/, '');
    this.#key = key;
    this.#timeoutMs = timeoutMs;
  }

  /** Asks for a payment. No card is touched before `process`. */
  async createIntent({ idempotencyKey, ...body }: CreateIntent & Idempotent): Promise<PaymentIntent> {
    return this.#send({ method: 'POST', path: '/intents', body, idempotencyKey }, paymentIntentSchema);
  }

  /** Starts the payment at a card terminal. Asking again for the same terminal answers the intent as it then is. */
  async process(intentId: string, terminalId: string): Promise<PaymentIntent> {
    return this.#send(
      { method: 'POST', path: `${intentPath(intentId)}/process`, body: { terminalId } },
      paymentIntentSchema,
    );
  }

  /** Cancels the payment unless it is final already. Answers the intent as it then is: look at its state. */
  async cancel(intentId: string): Promise<PaymentIntent> {
    return this.#send({ method: 'POST', path: `${intentPath(intentId)}/cancel`, body: {} }, paymentIntentSchema);
  }

  async findIntent(intentId: string): Promise<PaymentIntent | undefined> {
    return this.#find(intentPath(intentId), paymentIntentSchema);
  }

  /** All intents of an order, oldest first. */
  async intentsFor(reference: string): Promise<readonly PaymentIntent[]> {
    const path = `/intents?reference=${encodeURIComponent(reference)}`;
    return this.#send({ method: 'GET', path }, z.array(paymentIntentSchema));
  }

  /** Sends money of a captured intent back. All refunds of an intent together never exceed its capture. */
  async refund({ idempotencyKey, ...body }: CreateRefund & Idempotent): Promise<GatewayRefund> {
    return this.#send({ method: 'POST', path: '/refunds', body, idempotencyKey }, gatewayRefundSchema);
  }

  async findRefund(refundId: string): Promise<GatewayRefund | undefined> {
    return this.#find(`/refunds/${encodeURIComponent(refundId)}`, gatewayRefundSchema);
  }

  /** All refunds of an intent, oldest first. */
  async refundsOf(intentId: string): Promise<readonly GatewayRefund[]> {
    const path = `/refunds?intentId=${encodeURIComponent(intentId)}`;
    return this.#send({ method: 'GET', path }, z.array(gatewayRefundSchema));
  }

  async #find<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer | undefined> {
    try {
      return await this.#send({ method: 'GET', path }, schema);
    } catch (error) {
      if (error instanceof GatewayRefusedError && error.status === 404) return undefined;
      throw error;
    }
  }

  async #send<Answer>(request: GatewayRequest, schema: z.ZodType<Answer>): Promise<Answer> {
    const { status, body } = await this.#exchange(request);
    if (status >= 400 && status < 500) {
      const refusal = refusalSchema.safeParse(body).data?.error;
      throw new GatewayRefusedError(status, refusal?.code ?? 'unknown', refusal?.message ?? `HTTP ${status}`);
    }
    if (status !== 200 && status !== 201) throw new GatewayUnavailableError(`The payment gateway answers ${status}.`);
    const answer = schema.safeParse(body);
    if (!answer.success) throw new GatewayUnavailableError('The payment gateway answers what nobody asked for.');
    return answer.data;
  }

  async #exchange({ method, path, body, idempotencyKey }: GatewayRequest): Promise<{ status: number; body: unknown }> {
    try {
      const response = await fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      return { status: response.status, body: (await response.json()) as unknown };
    } catch (cause) {
      throw new GatewayUnavailableError('The payment gateway does not answer.', { cause });
    }
  }
}

function intentPath(intentId: string): string {
  return `/intents/${encodeURIComponent(intentId)}`;
}
