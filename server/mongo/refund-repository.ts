import type { ClientSession } from 'mongodb';
import type { OrderId } from '#shared/domain/ids.ts';
import type { Refund } from '../domain/refund.ts';
import type { Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';

/** Money that goes back: records of their own, changed by nothing but their settlement. */
export class RefundRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async insert(refunds: readonly Refund[], session: ClientSession): Promise<void> {
    if (refunds.length > 0) await this.#mongo.collections.refunds.insertMany(refunds.map(toDocument), { session });
  }

  async find(id: string): Promise<Refund | undefined> {
    const document = await this.#mongo.collections.refunds.findOne({ _id: id });
    return document ? fromDocument<Refund>(document) : undefined;
  }

  /** Of these orders, the oldest first. */
  async ofOrders(orderIds: readonly OrderId[], session?: ClientSession): Promise<readonly Refund[]> {
    const documents = await this.#mongo.collections.refunds
      .find({ orderId: { $in: [...orderIds] } }, session ? { session } : {})
      .sort({ requestedAt: 1, _id: 1 })
      .toArray();
    return documents.map((document) => fromDocument<Refund>(document));
  }

  /** Refunds that haven't reached the card as far as we know, asked for before an instant, the oldest first. */
  async unsettled(requestedBefore: Date, limit: number): Promise<readonly Refund[]> {
    const documents = await this.#mongo.collections.refunds
      .find({ settledAt: null, requestedAt: { $lt: requestedBefore } })
      .sort({ requestedAt: 1 })
      .limit(limit)
      .toArray();
    return documents.map((document) => fromDocument<Refund>(document));
  }

  /** The card has its money back. Undefined when that was known before. */
  async settle(id: string, at: Date, session: ClientSession): Promise<Refund | undefined> {
    const document = await this.#mongo.collections.refunds.findOneAndUpdate(
      { _id: id, settledAt: null },
      { $set: { state: 'DONE', settledAt: at } },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<Refund>(document) : undefined;
  }

  /** The gateway couldn't pay it back; it is tried again. Undefined when that was known before. */
  async fail(id: string, session: ClientSession): Promise<Refund | undefined> {
    const document = await this.#mongo.collections.refunds.findOneAndUpdate(
      { _id: id, state: 'PENDING' },
      { $set: { state: 'FAILED' } },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<Refund>(document) : undefined;
  }
}
