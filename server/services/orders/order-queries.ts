import DataLoader from 'dataloader';
import { parseCode } from '#shared/domain/codes.ts';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import type { OrderCriteria, OrderRepository } from '../../mongo/order-repository.ts';
import type { RefundRepository } from '../../mongo/refund-repository.ts';
import type { Page, PageRequest } from '../../domain/page.ts';

/** States in which money may have gone back. */
const statesWithRefunds = new Set<OrderState>(['VOIDED', 'PARTIALLY_REFUNDED', 'REFUND_PENDING', 'REFUNDED']);

/** Looking orders up. */
export class OrderQueries {
  readonly #orders: OrderRepository;
  /** Gathers the questions of one tick, so that a list of orders costs one query. */
  readonly #refunds: DataLoader<OrderId, readonly Refund[]>;

  constructor(orders: OrderRepository, refunds: RefundRepository) {
    this.#orders = orders;
    this.#refunds = new DataLoader(
      async (ids) => {
        const found = await refunds.ofOrders(ids);
        return ids.map((id) => found.filter(({ orderId }) => orderId === id));
      },
      { cache: false },
    );
  }

  /** What went back of an order, the oldest first. */
  async refundsOf({ id, state }: Pick<Order, 'id' | 'state'>): Promise<readonly Refund[]> {
    return statesWithRefunds.has(state) ? this.#refunds.load(id) : [];
  }

  find(id: string): Promise<Order | undefined> {
    return this.#orders.find(asId<OrderId>(id));
  }

  /** By the code as a person typed it or a scanner sent it. */
  async findByCode(typed: string): Promise<Order | undefined> {
    const code = parseCode(typed);
    return code === undefined ? undefined : this.#orders.findByCode(code);
  }

  /** Newest first. A code that can't be one matches nothing. */
  async page({ code: typed, ...criteria }: OrderCriteria, request: PageRequest): Promise<Page<Order>> {
    if (typed === undefined) return this.#orders.page(criteria, request);
    const code = parseCode(typed);
    if (code === undefined) return { nodes: [], hasNextPage: false, endCursor: null };
    return this.#orders.page({ ...criteria, code }, request);
  }
}
