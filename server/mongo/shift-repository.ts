import type { ClientSession, Document, Filter } from 'mongodb';
import type { CinemaId, ShiftId, StaffId } from '#shared/domain/ids.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Page, PageRequest } from '../domain/page.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import { claiming, type Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';
import { readPage, within } from './page.ts';

export interface ShiftCriteria {
  readonly cinemaId?: CinemaId;
  readonly state?: Shift['state'];
  readonly staffId?: StaffId;
  readonly openedFrom?: Date;
  readonly openedBefore?: Date;
}

/** Shifts and the money that goes in and out of their drawers. */
export class ShiftRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: ShiftId, session?: ClientSession): Promise<Shift | undefined> {
    const document = await this.#mongo.collections.shifts.findOne({ _id: id }, session ? { session } : {});
    return document ? fromDocument<Shift>(document) : undefined;
  }

  async findOpen(staffId: StaffId): Promise<Shift | undefined> {
    const document = await this.#mongo.collections.shifts.findOne({ staffId, state: 'OPEN' });
    return document ? fromDocument<Shift>(document) : undefined;
  }

  /** The shift that a person opened last, open or closed. */
  async findLatest(staffId: StaffId): Promise<Shift | undefined> {
    const [document] = await this.#mongo.collections.shifts.find({ staffId }).sort({ openedAt: -1 }).limit(1).toArray();
    return document ? fromDocument<Shift>(document) : undefined;
  }

  /** The shift of a person that a request with this key closed. */
  async findClosed(staffId: StaffId, closingKey: string): Promise<Shift | undefined> {
    const document = await this.#mongo.collections.shifts.findOne({ staffId, closingKey });
    return document ? fromDocument<Shift>(document) : undefined;
  }

  /** Newest first. */
  async page(criteria: ShiftCriteria, request: PageRequest): Promise<Page<Shift>> {
    return readPage<Shift>(this.#mongo.collections.shifts, filterOf(criteria), 'openedAt', request);
  }

  /** All shifts of a cinema that were opened in [from, before), the oldest first. */
  async openedBetween(
    cinemaId: CinemaId,
    from: Date,
    before: Date,
    session?: ClientSession,
  ): Promise<readonly Shift[]> {
    const documents = await this.#mongo.collections.shifts
      .find({ cinemaId, openedAt: { $gte: from, $lt: before } }, session ? { session } : {})
      .sort({ openedAt: 1, _id: 1 })
      .toArray();
    return documents.map((document) => fromDocument<Shift>(document));
  }

  /** The next shift number of a cinema; a number is never given twice. */
  async nextNumber(cinemaId: string): Promise<number> {
    const counter = await this.#mongo.collections.counters.findOneAndUpdate(
      { _id: `shift:${cinemaId}` },
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    );
    if (!counter) throw new Error('the shift counter was not written');
    return counter.value;
  }

  /** Throws `ClaimRefused('shift')` when the person has an open shift already. */
  async insert(shift: Shift, session: ClientSession): Promise<void> {
    await claiming('shift', () => this.#mongo.collections.shifts.insertOne(toDocument(shift), { session }));
  }

  /**
   * Takes the next receipt number and `tickets` ticket numbers of an open shift. Undefined when it isn't open any more;
   * two sales of one shift can't both pass here, so numbers have no gaps and a closing shift shuts sales out.
   */
  async takeNumbers(id: ShiftId, tickets: number, session: ClientSession): Promise<Shift | undefined> {
    return this.#changeOpen(id, { $inc: { receiptCount: 1, ticketCount: tickets } }, session);
  }

  /**
   * Counts something that belongs into the shift's report. False when the shift isn't open any more: the report is
   * made, and what happens now has no place in it.
   */
  async countIfOpen(id: ShiftId, session: ClientSession): Promise<boolean> {
    // The shift's document is written, so that a closing shift and this can't miss each other.
    return (await this.#changeOpen(id, { $inc: { movementCount: 1 } }, session)) !== undefined;
  }

  /** Adds a movement while the shift is open; false when it isn't any more, and nothing was written. */
  async addMovementIfOpen(movement: CashMovement, session: ClientSession): Promise<boolean> {
    const isOpen = await this.countIfOpen(movement.shiftId, session);
    if (isOpen) await this.addMovement(movement, session);
    return isOpen;
  }

  /** Throws `ClaimRefused('movement')` when there is one with this id. */
  async addMovement(movement: CashMovement, session: ClientSession): Promise<void> {
    await claiming('movement', () =>
      this.#mongo.collections.cashMovements.insertOne(toDocument(movement), { session }),
    );
  }

  async findMovement(id: string): Promise<CashMovement | undefined> {
    const document = await this.#mongo.collections.cashMovements.findOne({ _id: id });
    return document ? fromDocument<CashMovement>(document) : undefined;
  }

  /** Ends an open shift; undefined when it isn't open any more. From here on nothing finds its way into it. */
  async close(
    id: ShiftId,
    closing: Pick<Shift, 'closedAt' | 'closedBy' | 'counted' | 'closingKey'>,
    session: ClientSession,
  ): Promise<Shift | undefined> {
    return this.#changeOpen(id, { $set: { state: 'CLOSED', ...closing } }, session);
  }

  /** The amounts of all movements of a shift, summed up by the database. */
  async sumOfMovements(shift: Pick<Shift, 'id' | 'openingFloat'>): Promise<Money> {
    const [row] = await this.#mongo.collections.cashMovements
      .aggregate<{ amount: number }>([
        { $match: { shiftId: shift.id } },
        { $group: { _id: null, amount: { $sum: '$amount.amount' } } },
      ])
      .toArray();
    return { amount: row?.amount ?? 0, currency: shift.openingFloat.currency };
  }

  async #changeOpen(id: ShiftId, change: Document, session: ClientSession): Promise<Shift | undefined> {
    const document = await this.#mongo.collections.shifts.findOneAndUpdate({ _id: id, state: 'OPEN' }, change, {
      session,
      returnDocument: 'after',
    });
    return document ? fromDocument<Shift>(document) : undefined;
  }
}

function filterOf({ cinemaId, state, staffId, openedFrom, openedBefore }: ShiftCriteria): Filter<Document> {
  const openedAt = within(openedFrom, openedBefore);
  return {
    ...(cinemaId && { cinemaId }),
    ...(state && { state }),
    ...(staffId && { staffId }),
    ...(openedAt && { openedAt }),
  };
}
