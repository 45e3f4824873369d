import type { ClientSession, Filter } from 'mongodb';
import type { OrderId, ShiftId, ShowtimeId } from '#shared/domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Refund } from '../domain/refund.ts';
import type { CashMovement } from '../domain/shift.ts';
import type { Mongo } from './client.ts';
import type { PrintReportDocument, Stored } from './collections.ts';
import { fromDocument } from './documents.ts';

/** What reports are made of, as it is stored. */
export interface RecordedTakings {
  /** Paid ones, the oldest first. */
  readonly orders: readonly Order[];
  readonly refunds: readonly Refund[];
  readonly prints: readonly PrintReportDocument[];
}

/** An order that something else is about. */
export type OrderTerms = Pick<Order, 'id' | 'showtimeId' | 'taxBasisPoints'>;

/** Reads what was taken, for those who give account of it. One session sees all of it as of one moment. */
export class TakingsRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** All that belongs to the report of a shift. */
  ofShift(shiftId: ShiftId, session: ClientSession): Promise<RecordedTakings> {
    return this.#read({ shiftId, paidAt: { $ne: null } }, { shiftId }, { shiftId }, session);
  }

  /** What belongs to no shift and happened in [from, before): sold, paid back, printed. Of all cinemas. */
  outsideShifts(from: Date, before: Date, session: ClientSession): Promise<RecordedTakings> {
    const during = { $gte: from, $lt: before };
    return this.#read(
      { shiftId: null, paidAt: during },
      { shiftId: null, requestedAt: during },
      { shiftId: null, at: during },
      session,
    );
  }

  /** Of a drawer, the oldest first. */
  async movementsOf(shiftId: ShiftId, session: ClientSession): Promise<readonly CashMovement[]> {
    const documents = await this.#mongo.collections.cashMovements
      .find({ shiftId }, { session })
      .sort({ at: 1, _id: 1 })
      .toArray();
    return documents.map((document) => fromDocument<CashMovement>(document));
  }

  /** Which of the orders that were placed in a shift still wait for a card. */
  async undecidedCards(shiftId: ShiftId, session: ClientSession): Promise<readonly OrderId[]> {
    const documents = await this.#mongo.collections.orders
      .find({ shiftId, state: 'PENDING_PAYMENT', 'payment.kind': 'CARD' }, { session, projection: { _id: 1 } })
      .toArray();
    return documents.map(({ _id }) => _id);
  }

  /** The showtimes of orders, and the rates that they are taxed at. */
  async termsOf(orderIds: readonly string[], session: ClientSession): Promise<ReadonlyMap<string, OrderTerms>> {
    const documents = await this.#mongo.collections.orders
      .find({ _id: { $in: [...orderIds] as OrderId[] } }, { session })
      .project<Stored<OrderTerms>>({ showtimeId: 1, taxBasisPoints: 1 })
      .toArray();
    return new Map(documents.map((document) => [document._id, fromDocument<OrderTerms>(document)]));
  }

  /** Which of these showtimes are of a cinema. */
  async showtimesOf(
    cinemaId: string,
    showtimeIds: readonly ShowtimeId[],
    session: ClientSession,
  ): Promise<ReadonlySet<string>> {
    const documents = await this.#mongo.collections.showtimes
      .find({ _id: { $in: [...showtimeIds] } }, { session })
      .project<{ _id: string; cinemaId: string }>({ cinemaId: 1 })
      .toArray();
    return new Set(documents.filter((showtime) => showtime.cinemaId === cinemaId).map(({ _id }) => _id));
  }

  async #read(
    orders: Filter<Stored<Order>>,
    refunds: Filter<Stored<Refund>>,
    prints: Filter<PrintReportDocument>,
    session: ClientSession,
  ): Promise<RecordedTakings> {
    const { collections } = this.#mongo;
    // One after another: a transaction answers one question at a time.
    const paid = await collections.orders.find(orders, { session }).sort({ paidAt: 1, _id: 1 }).toArray();
    const returned = await collections.refunds.find(refunds, { session }).toArray();
    return {
      orders: paid.map((document) => fromDocument<Order>(document)),
      refunds: returned.map((document) => fromDocument<Refund>(document)),
      prints: await collections.printReports.find(prints, { session }).toArray(),
    };
  }
}
