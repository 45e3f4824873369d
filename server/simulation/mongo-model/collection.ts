import type { IndexDescription } from 'mongodb';
import type { Requests } from '../engine/life.ts';
import type { Database } from './database.ts';
import { duplicateKeys } from './errors.ts';
import type { ModelFilter } from './filter.ts';
import { ModelCursor, type FindOptions } from './cursor.ts';
import type { ModelSession } from './session.ts';
import type { Table } from './table.ts';
import type { Transaction } from './transaction.ts';
import { aggregated, type Stage } from './aggregate.ts';
import type { ModelUpdate } from './update.ts';
import { storedCopy, type StoredDocument } from './values.ts';

interface InSession {
  readonly session?: ModelSession;
}

interface Upsert extends InSession {
  readonly upsert?: boolean;
}

/** A collection of the driver, as far as the repositories use it. Every call is one step of the world. */
export class ModelCollection {
  readonly #database: Database;
  readonly #table: Table;
  readonly #requests: Requests;

  constructor(database: Database, table: Table, requests: Requests) {
    this.#database = database;
    this.#table = table;
    this.#requests = requests;
  }

  async createIndexes(indexes: readonly IndexDescription[]): Promise<void> {
    this.#table.addIndexes(indexes);
  }

  find(filter: ModelFilter = {}, options: FindOptions = {}): ModelCursor {
    return new ModelCursor(
      { database: this.#database, table: this.#table, requests: this.#requests },
      storedCopy(filter),
      options,
    );
  }

  async findOne(filter: ModelFilter = {}, options: FindOptions = {}): Promise<StoredDocument | null> {
    const [document] = await this.find(filter, options).limit(1).toArray();
    return document ?? null;
  }

  async countDocuments(filter: ModelFilter = {}, options: FindOptions = {}): Promise<number> {
    return (await this.find(filter, options).toArray()).length;
  }

  aggregate(stages: readonly Stage[], options: FindOptions = {}): { toArray(): Promise<readonly StoredDocument[]> } {
    return { toArray: async () => aggregated(await this.find({}, options).toArray(), stages) };
  }

  async insertOne(document: StoredDocument, { session }: InSession = {}): Promise<void> {
    const copy = storedCopy(document);
    await this.#write('insertOne', copy, session, (transaction) =>
      this.#database.insert(transaction, this.#table, copy),
    );
  }

  /** Without a session each document is a write of its own, and with `ordered: false` one that is refused stops no other. */
  async insertMany(
    documents: readonly StoredDocument[],
    { session, ordered = true }: InSession & { readonly ordered?: boolean } = {},
  ): Promise<void> {
    const copies = documents.map(storedCopy);
    if (!session && ordered) throw new Error('the model only inserts many at once in a transaction, or unordered');
    const refused = await this.#write('insertMany', copies, session, (transaction) => {
      if (session) {
        for (const copy of copies) this.#database.insert(transaction, this.#table, copy);
        return [];
      }
      const isTaken = ({ _id }: StoredDocument): boolean =>
        this.#database.find(transaction, this.#table, { _id }).length > 0;
      const taken = copies.filter(isTaken);
      for (const copy of copies) if (!taken.includes(copy)) this.#database.insert(transaction, this.#table, copy);
      return taken;
    });
    if (refused.length > 0)
      throw duplicateKeys(
        this.#table.name,
        refused.map(({ _id }) => String(_id)),
      );
  }

  async updateOne(filter: ModelFilter, update: ModelUpdate, { session, upsert = false }: Upsert = {}) {
    return this.#update('updateOne', filter, update, session, { isUpsert: upsert });
  }

  async updateMany(filter: ModelFilter, update: ModelUpdate, { session }: InSession = {}) {
    return this.#update('updateMany', filter, update, session, { isMany: true });
  }

  async replaceOne(filter: ModelFilter, document: StoredDocument, { session, upsert = false }: Upsert = {}) {
    return this.#update('replaceOne', filter, { $set: storedCopy(document) }, session, { isUpsert: upsert });
  }

  async findOneAndUpdate(
    filter: ModelFilter,
    update: ModelUpdate,
    {
      session,
      upsert = false,
      returnDocument = 'before',
    }: Upsert & { readonly returnDocument?: 'before' | 'after' } = {},
  ): Promise<StoredDocument | null> {
    const [done] = await this.#write('findOneAndUpdate', { filter, update }, session, (transaction) =>
      this.#database.update(transaction, this.#table, storedCopy(filter), storedCopy(update), { isUpsert: upsert }),
    );
    return done?.[returnDocument] ?? null;
  }

  async deleteOne(filter: ModelFilter, { session }: InSession = {}): Promise<{ readonly deletedCount: number }> {
    return this.#delete('deleteOne', filter, session, false);
  }

  async deleteMany(filter: ModelFilter, { session }: InSession = {}): Promise<{ readonly deletedCount: number }> {
    return this.#delete('deleteMany', filter, session, true);
  }

  async #update(
    operation: string,
    filter: ModelFilter,
    update: ModelUpdate,
    session: ModelSession | undefined,
    options: { readonly isMany?: boolean; readonly isUpsert?: boolean },
  ) {
    const done = await this.#write(operation, { filter, update }, session, (transaction) =>
      this.#database.update(transaction, this.#table, storedCopy(filter), storedCopy(update), options),
    );
    const matchedCount = done.filter(({ before }) => before).length;
    return { matchedCount, modifiedCount: matchedCount };
  }

  async #delete(operation: string, filter: ModelFilter, session: ModelSession | undefined, isMany: boolean) {
    const deletedCount = await this.#write(operation, filter, session, (transaction) =>
      this.#database.delete(transaction, this.#table, storedCopy(filter), isMany),
    );
    return { deletedCount };
  }

  /** In the session's transaction, or as a single write that is done at once. */
  async #write<Answer>(
    operation: string,
    detail: unknown,
    session: ModelSession | undefined,
    effect: (transaction: Transaction) => Answer,
  ): Promise<Answer> {
    const what = `${this.#table.name}.${operation}`;
    if (session) return session.send(what, detail, effect);
    return this.#requests.send('mongo', what, detail, () => {
      const transaction = this.#database.begin(this.#requests, true);
      try {
        const answer = effect(transaction);
        this.#database.commit(transaction);
        return answer;
      } catch (error) {
        this.#database.abort(transaction);
        throw error;
      }
    });
  }
}
