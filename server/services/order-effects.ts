import type { Logger } from '../log.ts';
import type { Order } from '../domain/order.ts';
import { seatOf } from '../domain/showtime.ts';
import type { OrderFeed } from '../redis/order-feed.ts';
import type { SeatLocks } from '../redis/seat-locks.ts';
import { isPartDown } from './part-down.ts';
import type { SeatMapService } from './seat-map-service.ts';

interface Dependencies {
  readonly maps: SeatMapService;
  readonly locks: SeatLocks;
  readonly feed: OrderFeed;
  readonly log: Logger;
}

/** What follows outside the database once an order is committed. Safe to repeat. */
export class OrderEffects {
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Right after the commit, so that every map shows the sale at once. It may fail when Redis is away: the sale stands,
   * and the outbox repeats the effects until they have happened.
   */
  async afterPaid(order: Order): Promise<void> {
    try {
      await this.apply(order);
    } catch (error) {
      if (!isPartDown(error)) throw error;
      this.#dependencies.log.warn({ orderId: order.id, error }, 'the effects of an order wait for the outbox');
    }
  }

  /** Shows the order's seats as sold and tells whoever watches the order. */
  async apply(order: Order): Promise<void> {
    const { maps, locks, feed } = this.#dependencies;
    const found = await maps.find(order.showtimeId);
    if (!found) throw new Error(`the order ${order.id} names a showtime that is missing`);
    // An order that was undone since has given its seats back: telling its sale late must not take them again.
    if (order.state === 'PAID') {
      await locks.book({
        showtimeId: order.showtimeId,
        seats: order.tickets.map(({ seatId }) => seatOf(found.plan, seatId).index),
        holdId: order.holdId,
        fence: String(order.fence),
      });
    }
    await feed.publish(order.id);
  }
}
