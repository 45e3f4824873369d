import type { ClientSession, Filter } from 'mongodb';
import type { StaffId } from '#shared/domain/ids.ts';
import type { Staff } from '../domain/staff.ts';
import { claiming, type Mongo } from './client.ts';
import type { Stored } from './collections.ts';
import { fromDocument, toDocument } from './documents.ts';

/** The people who work here. */
export class StaffRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: StaffId): Promise<Staff | undefined> {
    return this.#findOne({ _id: id });
  }

  async findByUsername(username: string): Promise<Staff | undefined> {
    return this.#findOne({ username });
  }

  /** By an e-mail address in lower case. */
  async findByEmail(email: string, session?: ClientSession): Promise<Staff | undefined> {
    return this.#findOne({ email }, session);
  }

  /** Everybody, also those who may not sign in any more, by name. */
  async all(): Promise<readonly Staff[]> {
    const documents = await this.#mongo.collections.staff.find().sort({ name: 1 }).toArray();
    return documents.map(toStaff);
  }

  /** Whether nobody works here yet. */
  async isEmpty(session?: ClientSession): Promise<boolean> {
    const options = { projection: { _id: 1 }, ...(session && { session }) };
    return (await this.#mongo.collections.staff.findOne({}, options)) === null;
  }

  /** Adds a person; one who is there already stays as they are. */
  async addUnlessThere(staff: Staff): Promise<void> {
    const { _id, ...rest } = toDocument(staff);
    await this.#mongo.collections.staff.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
  }

  /** Throws `ClaimRefused('staff')` when somebody else has that id, username or address. */
  async insert(staff: Staff, session: ClientSession): Promise<void> {
    await claiming('staff', () => this.#mongo.collections.staff.insertOne(toDocument(staff), { session }));
  }

  /** Changes a person; undefined when there is nobody with this id. Throws `ClaimRefused('staff')` like `insert`. */
  async change(id: StaffId, set: Partial<Omit<Staff, 'id'>>, session: ClientSession): Promise<Staff | undefined> {
    const document = await claiming('staff', () =>
      this.#mongo.collections.staff.findOneAndUpdate({ _id: id }, { $set: set }, { session, returnDocument: 'after' }),
    );
    return document ? toStaff(document) : undefined;
  }

  /** Writes down that somebody signs in; false when they may not any more, or are not who was looked at. */
  async admit(
    { id, role, pinHash }: Pick<Staff, 'id' | 'role' | 'pinHash'>,
    now: Date,
    session: ClientSession,
  ): Promise<boolean> {
    const { matchedCount } = await this.#mongo.collections.staff.updateOne(
      { _id: id, role, pinHash, disabledAt: null },
      { $set: { lastSignInAt: now } },
      { session },
    );
    return matchedCount === 1;
  }

  async #findOne(filter: Filter<Stored<Staff>>, session?: ClientSession): Promise<Staff | undefined> {
    const document = await this.#mongo.collections.staff.findOne(filter, session ? { session } : {});
    return document ? toStaff(document) : undefined;
  }
}

/** What wasn't known yet of people who were stored long ago. */
const unknown = { email: null, pinSetAt: null, lastSignInAt: null, disabledAt: null };

function toStaff(document: Stored<Staff>): Staff {
  return fromDocument<Staff>({ ...unknown, ...document });
}
