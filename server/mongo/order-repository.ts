import type { ClientSession, Document, Filter } from 'mongodb';
import type { OrderId, ShowtimeId } from '#shared/domain/ids.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import type { Order } from '../domain/order.ts';
import { claiming, insertMissing, type Mongo } from './client.ts';
import type { IdempotencyDocument, OutboxDocument, PrintReportDocument } from './collections.ts';
import { fromDocument, toDocument } from './documents.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { readPage, within } from './page.ts';

export interface OrderCriteria {
  readonly showtimeId?: ShowtimeId;
  readonly states?: readonly OrderState[];
  readonly code?: string;
  readonly placedFrom?: Date;
  readonly placedBefore?: Date;
}

/** Orders, the first replies to idempotency keys, and what must still happen outside after a commit. */
export class OrderRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: OrderId): Promise<Order | undefined> {
    const document = await this.#mongo.collections.orders.findOne({ _id: id });
    return document ? fromDocument<Order>(document) : undefined;
  }

  async findByCode(code: string): Promise<Order | undefined> {
    const document = await this.#mongo.collections.orders.findOne({ code });
    return document ? fromDocument<Order>(document) : undefined;
  }

  /** Newest first. */
  async page(criteria: OrderCriteria, request: PageRequest): Promise<Page<Order>> {
    return readPage<Order>(this.#mongo.collections.orders, filterOf(criteria), 'placedAt', request);
  }

  async insert(order: Order, session: ClientSession): Promise<void> {
    await claiming('code', () => this.#mongo.collections.orders.insertOne(toDocument(order), { session }));
  }

  /** Writes orders that were sold elsewhere before; ones that are already here are left as they are. */
  async import(orders: readonly Order[]): Promise<void> {
    await insertMissing(this.#mongo.collections.orders, orders.map(toDocument));
  }

  async findReply(scopedKey: string): Promise<IdempotencyDocument | undefined> {
    return (await this.#mongo.collections.idempotencyKeys.findOne({ _id: scopedKey })) ?? undefined;
  }

  /** Remembers the first reply. Throws `ClaimRefused('idempotencyKey')` when there is one. */
  async rememberReply(reply: IdempotencyDocument, session: ClientSession): Promise<void> {
    await claiming('idempotencyKey', () => this.#mongo.collections.idempotencyKeys.insertOne(reply, { session }));
  }

  async addToOutbox(row: OutboxDocument, session: ClientSession): Promise<void> {
    await this.#mongo.collections.outbox.insertOne(row, { session });
  }

  /** The oldest rows whose effects outside are not known to have happened. */
  async outboxRows(limit: number): Promise<readonly OutboxDocument[]> {
    return this.#mongo.collections.outbox.find().sort({ _id: 1 }).limit(limit).toArray();
  }

  async removeFromOutbox(ids: readonly string[]): Promise<void> {
    await this.#mongo.collections.outbox.deleteMany({ _id: { $in: [...ids] } });
  }

  /** Stores a station's print report. Throws `ClaimRefused('printReport')` when this job was reported before. */
  async addPrintReport(report: PrintReportDocument, session: ClientSession): Promise<void> {
    await claiming('printReport', () => this.#mongo.collections.printReports.insertOne(report, { session }));
  }

  /** Counts one more print of these tickets. */
  async countPrint(orderId: OrderId, ticketIds: readonly string[], session: ClientSession): Promise<void> {
    await this.#mongo.collections.orders.updateOne(
      { _id: orderId },
      { $inc: { 'tickets.$[printed].printCount': 1 } },
      { arrayFilters: [{ 'printed.id': { $in: [...ticketIds] } }], session },
    );
  }
}

function filterOf(criteria: OrderCriteria): Filter<Document> {
  const placedAt = within(criteria.placedFrom, criteria.placedBefore);
  return {
    ...(criteria.showtimeId && { showtimeId: criteria.showtimeId }),
    ...(criteria.states && { state: { $in: [...criteria.states] } }),
    ...(criteria.code && { code: criteria.code }),
    ...(placedAt && { placedAt }),
  };
}
