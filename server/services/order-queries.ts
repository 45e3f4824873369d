import { parseCode } from '#shared/domain/codes.ts';
import { asId, type OrderId } from '#shared/domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { OrderCriteria, OrderRepository } from '../mongo/order-repository.ts';
import type { Page, PageRequest } from '../domain/page.ts';

/** Looking orders up. */
export class OrderQueries {
  readonly #orders: OrderRepository;

  constructor(orders: OrderRepository) {
    this.#orders = orders;
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
