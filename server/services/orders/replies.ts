import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import { idempotencyConflict, type IdempotencyConflictError, type ValidationError } from '../../domain/failures.ts';
import { refuseKey } from '../../domain/idempotency-key.ts';
import type { Order } from '../../domain/order.ts';
import type { Transaction } from '../../mongo/client.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import { requestHash } from './request-hash.ts';

const replyHours = 24;

/** A request that may be repeated: its key within its owner, and what it asks for. */
export interface KeyedRequest {
  readonly key: string;
  readonly hash: string;
}

/** Why a key can't be used. */
export type ReplyFailure = IdempotencyConflictError | ValidationError;

/** The first replies to idempotency keys: a repeated request gets its order again and changes nothing. */
export class Replies {
  readonly #orders: OrderRepository;

  constructor(orders: OrderRepository) {
    this.#orders = orders;
  }

  /** Names a request; the failure when its key can't be one. `operation` keeps the keys of different mutations apart. */
  request(
    actor: Pick<Actor, 'staffId'>,
    operation: string,
    { idempotencyKey, ...body }: { readonly idempotencyKey: string },
  ): { readonly request: KeyedRequest } | { readonly failure: ValidationError } {
    const refused = refuseKey(idempotencyKey);
    if (refused) return { failure: refused };
    return {
      request: { key: `${actor.staffId}:${idempotencyKey}`, hash: requestHash({ operation, body }) },
    };
  }

  /**
   * Answers a request as it was answered before, and does what is new. A deed that fails because the same request was
   * quicker is answered like that one.
   */
  async once<Failure>(
    actor: Pick<Actor, 'staffId'>,
    operation: string,
    body: { readonly idempotencyKey: string },
    act: (request: KeyedRequest) => Promise<{ readonly order: Order } | { readonly failure: Failure }>,
  ): Promise<{ readonly order: Order } | { readonly failure: Failure | ReplyFailure }> {
    const named = this.request(actor, operation, body);
    if ('failure' in named) return named;
    const { request } = named;
    const replied = await this.find(request);
    if (replied) return replied;
    const outcome = await act(request);
    return 'order' in outcome ? outcome : ((await this.find(request)) ?? outcome);
  }

  /** What the request was answered before; undefined when it is new. */
  async find({
    key,
    hash,
  }: KeyedRequest): Promise<{ readonly order: Order } | { readonly failure: IdempotencyConflictError } | undefined> {
    const reply = await this.#orders.findReply(key);
    if (!reply) return undefined;
    if (reply.requestHash !== hash) return { failure: idempotencyConflict() };
    const order = await this.#orders.find(asId<OrderId>(reply.orderId));
    if (!order) throw new Error(`the reply ${key} names the order ${reply.orderId}, which is missing`);
    return { order };
  }

  /** Remembers the reply in the transaction of the deed. Throws `ClaimRefused('idempotencyKey')` when there is one. */
  async remember(request: KeyedRequest, orderId: OrderId, now: Date, session: Transaction): Promise<void> {
    await this.#orders.rememberReply(replyTo(request, orderId, now), session);
  }

  /** Remembers the reply to a request whose deed was written before, perhaps by somebody else; an earlier one stands. */
  async keep(request: KeyedRequest, orderId: OrderId, now: Date): Promise<void> {
    await this.#orders.keepReply(replyTo(request, orderId, now));
  }
}

function replyTo({ key, hash }: KeyedRequest, orderId: OrderId, now: Date) {
  const expiresAt = new Date(now.getTime() + replyHours * 3_600_000);
  return { _id: key, requestHash: hash, orderId, expiresAt };
}
