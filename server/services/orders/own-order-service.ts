import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Actor } from '../../domain/actor.ts';
import { invalid, notFound, type InvalidTransitionError, type SalesClosedError } from '../../domain/failures.ts';
import { validTickets, type Order } from '../../domain/order.ts';
import { refuseAfterSales } from '../../domain/showtime.ts';
import { refuseRefund } from '../../domain/ticket-return.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { CatalogService } from '../catalog-service.ts';
import type { Clock } from '../clock.ts';
import { nobodyAsked } from './agreement.ts';
import type { CancelFailure, PendingOrders } from './pending-orders.ts';
import type { KeyedRequest, Replies, ReplyFailure } from './replies.ts';
import type { ReturnWriter } from './return-writer.ts';

export interface CancelOwnRequest {
  readonly orderId: string;
  readonly idempotencyKey: string;
}

export type CancelOwnOutcome =
  { readonly order: Order } | { readonly failure: CancelFailure | SalesClosedError | ReplyFailure };

interface Dependencies {
  readonly orders: OrderRepository;
  readonly catalog: CatalogService;
  readonly pending: PendingOrders;
  readonly replies: Replies;
  readonly writer: ReturnWriter;
  readonly clock: Clock;
}

/** What guests do with their own orders. */
export class OwnOrderService {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Gives an own order back before the show begins, paid or not; nobody has to agree. An order of somebody else isn't
   * found. A retry gets the order again.
   */
  async cancel(actor: Actor, request: CancelOwnRequest): Promise<CancelOwnOutcome> {
    const { replies, orders } = this.#dependencies;
    return replies.once(actor, 'cancelMyOrder', request, async (keyed): Promise<CancelOwnOutcome> => {
      const order = await orders.find(asId<OrderId>(request.orderId));
      if (order?.placedBy.staffId !== actor.staffId) return { failure: notFound('order', request.orderId) };
      // Given up before, perhaps by this very request: also after the show began.
      if (order.state === 'CANCELLED' || order.state === 'EXPIRED') return this.#keep(keyed, order);
      const closed = await this.#refuseAfterStart(order);
      if (closed) return { failure: closed };
      const isPending = order.state === 'PENDING_PAYMENT';
      return isPending ? this.#cancelPending(actor, order, keyed) : this.#giveBack(actor, order, keyed);
    });
  }

  async #refuseAfterStart({ id, showtimeId }: Order): Promise<SalesClosedError | undefined> {
    const { catalog, clock } = this.#dependencies;
    const showtime = await catalog.showtime(showtimeId);
    if (!showtime) throw new Error(`the order ${id} names a showtime that is missing`);
    const closed = refuseAfterSales(showtime, clock());
    return closed && { ...closed, message: 'The show has begun; the order can not be cancelled any more.' };
  }

  async #cancelPending(actor: Actor, order: Order, keyed: KeyedRequest): Promise<CancelOwnOutcome> {
    const { pending, orders } = this.#dependencies;
    const cancelled = await pending.cancel(actor, order.id);
    if ('order' in cancelled) return this.#keep(keyed, cancelled.order);
    if (cancelled.failure.__typename !== 'InvalidTransitionError') return cancelled;
    // The card was quicker: then its money goes back.
    return this.#giveBack(actor, (await orders.find(order.id)) ?? order, keyed);
  }

  /** Answers with an order that is given up, whatever becomes of it: a late payment may still bring it back. */
  async #keep(keyed: KeyedRequest, order: Order): Promise<{ readonly order: Order }> {
    const { replies, clock } = this.#dependencies;
    await replies.keep(keyed, order.id, clock());
    return { order };
  }

  /** All valid tickets of a paid order, for the money on the card. */
  async #giveBack(
    actor: Actor,
    order: Order,
    keyed: KeyedRequest,
  ): Promise<{ readonly order: Order } | { readonly failure: InvalidTransitionError | ReplyFailure }> {
    const wish = 'cancelled';
    const refused = refuseRefund(order, wish);
    if (refused) return { failure: refused };
    return this.#dependencies.writer.write(actor, keyed, {
      order,
      tickets: validTickets(order),
      agreement: nobodyAsked,
      kind: 'REFUND',
      reason: 'cancelled by the guest',
      shiftId: null,
      wish,
      withoutShift: invalid('orderId', 'This order was paid in cash. Bring the tickets to the counter.'),
    });
  }
}
