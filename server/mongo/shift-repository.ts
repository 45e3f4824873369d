import type { ClientSession } from 'mongodb';
import type { ShiftId, StaffId } from '#shared/domain/ids.ts';
import type { Money } from '#shared/domain/money.ts';
import type { CashMovement, Shift } from '../domain/shift.ts';
import { claiming, type Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';

/** Shifts and the money that goes in and out of their drawers. */
export class ShiftRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async findOpen(staffId: StaffId): Promise<Shift | undefined> {
    const document = await this.#mongo.collections.shifts.findOne({ staffId, state: 'OPEN' });
    return document ? fromDocument<Shift>(document) : undefined;
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
    const document = await this.#mongo.collections.shifts.findOneAndUpdate(
      { _id: id, state: 'OPEN' },
      { $inc: { receiptCount: 1, ticketCount: tickets } },
      { session, returnDocument: 'after' },
    );
    return document ? fromDocument<Shift>(document) : undefined;
  }

  async addMovement(movement: CashMovement, session: ClientSession): Promise<void> {
    await this.#mongo.collections.cashMovements.insertOne(toDocument(movement), { session });
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
}
