import type { ClientSession } from 'mongodb';
import type { ShiftId } from '#shared/domain/ids.ts';
import type { ZReport } from '../domain/shift-report.ts';
import { claiming, type Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';

/** Z reports: only ever added. */
export class ShiftReportRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  /** Throws `ClaimRefused('report')` when the shift has one. */
  async insert(report: ZReport, session: ClientSession): Promise<void> {
    await claiming('report', () => this.#mongo.collections.shiftReports.insertOne(toDocument(report), { session }));
  }

  async find(shiftId: ShiftId): Promise<ZReport | undefined> {
    const document = await this.#mongo.collections.shiftReports.findOne({ _id: shiftId });
    return document ? fromDocument<ZReport>(document) : undefined;
  }

  /** Of several shifts, in no order. */
  async ofShifts(shiftIds: readonly ShiftId[], session: ClientSession): Promise<readonly ZReport[]> {
    const documents = await this.#mongo.collections.shiftReports
      .find({ _id: { $in: [...shiftIds] } }, { session })
      .toArray();
    return documents.map((document) => fromDocument<ZReport>(document));
  }
}
