import type { ClientSession } from 'mongodb';
import type { StaffId } from '#shared/domain/ids.ts';
import type { Customer } from '../domain/customer.ts';
import { claiming, type Mongo } from './client.ts';
import { fromDocument, toDocument } from './documents.ts';

/** Guests with an account of their own. */
export class CustomerRepository {
  readonly #mongo: Mongo;

  constructor(mongo: Mongo) {
    this.#mongo = mongo;
  }

  async find(id: StaffId): Promise<Customer | undefined> {
    const document = await this.#mongo.collections.customers.findOne({ _id: id });
    return document ? fromDocument<Customer>(document) : undefined;
  }

  /** By an address as `normalizeEmail` writes it. */
  async findByEmail(email: string): Promise<Customer | undefined> {
    const document = await this.#mongo.collections.customers.findOne({ email });
    return document ? fromDocument<Customer>(document) : undefined;
  }

  /** Throws `ClaimRefused('customer')` when somebody else has that address. */
  async insert(customer: Customer, session: ClientSession): Promise<void> {
    await claiming('customer', () => this.#mongo.collections.customers.insertOne(toDocument(customer), { session }));
  }

  /** Writes down that somebody signs in; false when the account has another password by now. */
  async admit(
    { id, passwordHash }: Pick<Customer, 'id' | 'passwordHash'>,
    now: Date,
    session: ClientSession,
  ): Promise<boolean> {
    const { matchedCount } = await this.#mongo.collections.customers.updateOne(
      { _id: id, passwordHash },
      { $set: { lastSignInAt: now } },
      { session },
    );
    return matchedCount === 1;
  }

  /** Makes the account of an unproven address one of whoever has proven to own it; false when somebody was first. */
  async verify(id: StaffId, now: Date, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.#mongo.collections.customers.updateOne(
      { _id: id, emailVerifiedAt: null },
      { $set: { emailVerifiedAt: now, passwordHash: null } },
      { session },
    );
    return modifiedCount === 1;
  }
}
