import type { ClientSession, Document, Filter } from 'mongodb';
import type { OrderId, ShowtimeId, StaffId } from '#shared/domain/ids.ts';
import type { OrderState } from '#shared/domain/order-state.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import { claiming, insertMissing, type Mongo } from './client.ts';
import type { IdempotencyDocument, PrintReportDocument } from './collections.ts';
import type { OutboxEntry } from './event-documents.ts';
import { fromDocument, toDocument } from './documents.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import { readPage, within } from './page.ts';

export interface OrderCriteria {
  readonly showtimeId?: ShowtimeId;
  readonly states?: readonly OrderState[];
  readonly code?: string;
  readonly placedBy?: StaffId;
  readonly placedFrom?: Date;
  readonly placedBefore?: Date;
}

/** Orders, the first replies to idempotency keys, and what must still happen outside after a commit. */
export class OrderRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: OrderId, session?: ClientSession): Promise<Order | undefined> {
    const document = await this.#mongo.collections.orders.findOne({ _id: id }, session ? { session } : {});
    return document ? fromDocument<Order>(document) : undefined;
  }

  async findMany(ids: readonly OrderId[]): Promise<readonly Order[]> {
    const documents = await this.#mongo.collections.orders.find({ _id: { $in: [...ids] } }).toArray();
    return documents.map((document) => fromDocument<Order>(document));
  }

  async findByCode(code: string): Promise<Order | undefined> {
    const document = await this.#mongo.collections.orders.findOne({ code });
    return document ? fromDocument<Order>(document) : undefined;
  }

  /** Newest first. */
  async page(criteria: OrderCriteria, request: PageRequest): Promise<Page<Order>> {
    return readPage<Order>(this.#mongo.collections.orders, filterOf(criteria), 'placedAt', request);
  }

  /** Orders that are still to be paid although their time is over, the oldest first. */
  async overdue(now: Date, limit: number): Promise<readonly Order[]> {
    const documents = await this.#mongo.collections.orders
      .find({ state: 'PENDING_PAYMENT', paymentDueAt: { $lte: now } })
      .sort({ paymentDueAt: 1 })
      .limit(limit)
      .toArray();
    return documents.map((document) => fromDocument<Order>(document));
  }

  /** Orders whose card payment hasn't been decided as far as we know, placed before an instant, the oldest first. */
  async withOpenPayment(placedBefore: Date, limit: number): Promise<readonly Order[]> {
    const documents = await this.#mongo.collections.orders
      .find({ 'payment.outcome': 'OPEN', placedAt: { $lt: placedBefore } })
      .sort({ placedAt: 1 })
      .limit(limit)
      .toArray();
    return documents.map((document) => fromDocument<Order>(document));
  }

  /**
   * Takes an order from one of the expected states, and from this payment when it is named, to what is set. Undefined when
   * it isn't there any more: somebody else was first, and nothing was changed.
   */
  async change(
    id: OrderId,
    { states, payment }: { readonly states: readonly OrderState[]; readonly payment?: Payment },
    set: Partial<Omit<Order, 'id'>>,
    session: ClientSession,
  ): Promise<Order | undefined> {
    const document = await this.#mongo.collections.orders.findOneAndUpdate(
      { _id: id, state: { $in: [...states] }, ...(payment && samePayment(payment)) },
      { $set: set },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<Order>(document) : undefined;
  }

  /**
   * Reads an order so that of several transactions that do so at once only one can commit; the others begin again and see
   * what it wrote. For decisions that are drawn from other documents than the order itself.
   */
  async findAlone(id: OrderId, session: ClientSession): Promise<Order | undefined> {
    const document = await this.#mongo.collections.orders.findOneAndUpdate(
      { _id: id },
      { $inc: { decisions: 1 } },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<Order>(document) : undefined;
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

  /** Remembers a reply whose deed is written already; an earlier one stands. */
  async keepReply(reply: IdempotencyDocument): Promise<void> {
    await insertMissing(this.#mongo.collections.idempotencyKeys, [reply]);
  }

  /** Says that an order changed, in the transaction of the change; the outbox tells it from there. */
  async addToOutbox(row: OutboxEntry, session: ClientSession): Promise<void> {
    await this.#mongo.collections.outbox.insertOne({ ...row, relayedIn: 0 }, { session });
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

/** The try to pay, and how far it had come: a reservation may be tried with several cards. */
function samePayment(payment: Payment) {
  if (payment.kind !== 'CARD') return { 'payment.kind': payment.kind };
  return { 'payment.intentId': payment.intentId, 'payment.outcome': payment.outcome };
}

function filterOf(criteria: OrderCriteria): Filter<Document> {
  const placedAt = within(criteria.placedFrom, criteria.placedBefore);
  return {
    ...(criteria.showtimeId && { showtimeId: criteria.showtimeId }),
    ...(criteria.states && { state: { $in: [...criteria.states] } }),
    ...(criteria.code && { code: criteria.code }),
    ...(criteria.placedBy && { 'placedBy.staffId': criteria.placedBy }),
    ...(placedAt && { placedAt }),
  };
}
