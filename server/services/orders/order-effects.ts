import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Logger } from '../../log.ts';
import { validTickets, type Order } from '../../domain/order.ts';
import { seatOf, type SeatPlan } from '../../domain/showtime.ts';
import type { OrderRepository } from '../../mongo/order-repository.ts';
import type { OrderFeed } from '../../redis/order-feed.ts';
import type { SeatLocks } from '../../redis/seat-locks.ts';
import { isPartDown } from '../part-down.ts';
import type { SeatMapService } from '../seat-map-service.ts';

interface Dependencies {
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly orders: OrderRepository;
  readonly feed: OrderFeed;
  readonly log: Logger;
}

/**
 * How much longer than its order a hold that is being paid stays in Redis, in ms: time enough to decide the order first.
 * A hold that outlasts it is settled by asking the database.
 */
const waitsLongerMs = 60_000;

/** What follows outside the database once an order was written. Derived from how the order stands; safe to repeat. */
export class OrderEffects {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Right after the commit, so that every map shows it at once. It may fail when Redis is away: what was written stands,
   * and the outbox repeats the effects until they have happened.
   */
  async after(...orders: readonly Order[]): Promise<void> {
    for (const order of orders) {
      try {
        await this.apply(order);
        const { exchange } = order;
        if (exchange && order.state === 'PAID') await this.#applyTo(exchange.fromOrderId);
      } catch (error) {
        if (!isPartDown(error)) throw error;
        this.#dependencies.log.warn({ orderId: order.id, error }, 'the effects of an order wait for the outbox');
      }
    }
  }

  async #applyTo(orderId: string): Promise<void> {
    const order = await this.#dependencies.orders.find(asId<OrderId>(orderId));
    if (order) await this.apply(order);
  }

  /** Shows the order's seats as its state says, and tells whoever watches the order. */
  async apply(order: Order): Promise<void> {
    const { maps, feed } = this.#dependencies;
    const found = await maps.find(order.showtimeId);
    if (!found) throw new Error(`the order ${order.id} names a showtime that is missing`);
    await this.#showSeats(order, found.plan);
    await feed.publish(order.id);
  }

  async #showSeats(order: Order, plan: SeatPlan): Promise<void> {
    const { locks } = this.#dependencies;
    const indexes = (places: readonly { readonly seatId: string }[]) =>
      places.map(({ seatId }) => seatOf(plan, seatId).index);
    const claim = (seats: readonly number[]) => ({
      showtimeId: order.showtimeId,
      seats,
      holdId: order.holdId,
      fence: String(order.fence),
    });
    switch (order.state) {
      case 'PENDING_PAYMENT':
        return locks.awaitPayment(claim(indexes(order.lines)), waitsUntil(order));
      case 'PAYMENT_FAILED':
      case 'EXPIRED':
      case 'CANCELLED':
        return void (await locks.free({ ...claim(indexes(order.lines)), from: 'LOCKED' }));
      default: {
        const valid = validTickets(order);
        const returned = order.tickets.filter((ticket) => !valid.includes(ticket));
        if (valid.length > 0) await locks.book(claim(indexes(valid)));
        if (returned.length > 0) await locks.free({ ...claim(indexes(returned)), from: 'BOOKED' });
        // A late payment that is paid back never had its seats again.
        if (order.tickets.length === 0) await locks.free({ ...claim(indexes(order.lines)), from: 'LOCKED' });
      }
    }
  }
}

/** A reservation doesn't count as a hold of whoever took it; a payment under way does. */
function waitsUntil({ payment, paymentDueAt }: Order): Date | null {
  if (payment.kind === 'UNPAID' || !paymentDueAt) return null;
  return new Date(paymentDueAt.getTime() + waitsLongerMs);
}
