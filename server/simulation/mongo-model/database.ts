import type { Dice } from '../engine/dice.ts';
import { blocked } from '../engine/life.ts';
import type { VirtualTime } from '../engine/virtual-time.ts';
import { duplicateKey, noSuchTransaction, writeConflict } from './errors.ts';
import { matches, type ModelFilter } from './filter.ts';
import type { Row } from './row.ts';
import { Table } from './table.ts';
import { Transaction } from './transaction.ts';
import { startOf, updated, type ModelUpdate } from './update.ts';
import { storedCopy, type StoredDocument } from './values.ts';

/** What one commit did to one document. */
export interface Change {
  readonly collection: string;
  readonly before: StoredDocument | undefined;
  readonly after: StoredDocument | undefined;
}

/** Guards of the database that a control switches off, to see that somebody notices. */
export interface DatabaseControls {
  /** Collections in which a second document with the same id replaces the first. */
  readonly withoutUniqueIds?: readonly string[];
  /** Nobody is told that somebody else changed the same document meanwhile. */
  readonly withoutConflicts?: boolean;
}

interface Dependencies {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly controls: DatabaseControls;
  readonly onCommit: (changes: readonly Change[]) => void;
  /** How likely something takes its time: the end of a transaction whose client is gone, a read of many documents. */
  readonly linger: () => number;
}

/** As in MongoDB: a transaction that its client forgot is rolled back after a minute. */
const lifetime = 60_000_000;

/**
 * What MongoDB does with documents: transactions with snapshot isolation in which the first writer wins, unique keys, and
 * single writes that wait for transactions. Every method happens all at once.
 */
export class Database {
  readonly #dependencies: Dependencies;
  readonly #tables = new Map<string, Table>();
  readonly #open = new Set<Transaction>();
  #version = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  table(name: string): Table {
    const table = this.#tables.get(name) ?? new Table(name);
    this.#tables.set(name, table);
    return table;
  }

  begin(client: object, isSingle = false): Transaction {
    const transaction = new Transaction(client, this.#version, this.#dependencies.time.micros, isSingle);
    this.#open.add(transaction);
    return transaction;
  }

  /** Throws what the driver is told when a transaction can't go on. */
  join(transaction: Transaction): void {
    this.#endForgotten();
    if (transaction.state !== 'open') throw noSuchTransaction();
  }

  commit(transaction: Transaction): void {
    if (transaction.state === 'committed') return;
    this.join(transaction);
    const changes = transaction.writes.map(({ table, row, document }) => ({
      collection: table.name,
      before: row.latest,
      after: document,
    }));
    this.#version += 1;
    for (const { row, document } of transaction.writes) row.commit(this.#version, document);
    this.#end(transaction, 'committed');
    if (changes.length > 0) this.#dependencies.onCommit(changes);
  }

  abort(transaction: Transaction): void {
    if (transaction.state !== 'open') return;
    for (const { row } of transaction.writes) {
      if (row.writer === transaction) row.writer = undefined;
    }
    this.#end(transaction, 'aborted');
  }

  /** Nobody will end this transaction: the server notices at once, or some time later. */
  abandon(transaction: Transaction): void {
    const { time, dice, linger } = this.#dependencies;
    time.after(dice.chance(linger()) ? dice.between(0, 3_000_000) : 0, () => this.abort(transaction));
  }

  /** A client is gone; a commit that is on its way may still arrive first. */
  forget(client: object): void {
    for (const transaction of this.#open) if (transaction.client === client) this.abandon(transaction);
  }

  /** How much of a result a server reads at first; undefined when it reads all at once. */
  partOf(documents: readonly StoredDocument[]): number | undefined {
    const { dice, linger } = this.#dependencies;
    if (documents.length === 0 || !dice.chance(linger() / 4)) return undefined;
    return dice.between(0, documents.length - 1);
  }

  find(transaction: Transaction | undefined, table: Table, filter: ModelFilter): readonly StoredDocument[] {
    return this.#rows(transaction, table, filter).map(({ document }) => document);
  }

  /** Throws a duplicate key error when the id, or another unique value, is taken. */
  insert(transaction: Transaction, table: Table, document: StoredDocument): void {
    const id = document['_id'];
    if (typeof id !== 'string') throw new Error(`the model wants the ids of ${table.name} to be texts`);
    const row = table.row(id);
    if (!this.#dependencies.controls.withoutUniqueIds?.includes(table.name)) this.#refuseTaken(transaction, table, row);
    this.#put(transaction, table, row, document);
  }

  /** Changes what is found, the first alone or all; returns how they were and how they now are. */
  update(
    transaction: Transaction,
    table: Table,
    filter: ModelFilter,
    update: ModelUpdate,
    { isMany = false, isUpsert = false } = {},
  ): readonly { readonly before: StoredDocument | undefined; readonly after: StoredDocument }[] {
    const found = this.#rows(transaction, table, filter).slice(0, isMany ? undefined : 1);
    if (found.length === 0 && isUpsert) {
      const after = updated(startOf(filter), update, true);
      this.insert(transaction, table, after);
      return [{ before: undefined, after: storedCopy(after) }];
    }
    return found.map(({ row, document: before }) => {
      const after = updated(before, update, false);
      this.#put(transaction, table, row, after);
      return { before, after: storedCopy(after) };
    });
  }

  delete(transaction: Transaction, table: Table, filter: ModelFilter, isMany: boolean): number {
    const found = this.#rows(transaction, table, filter).slice(0, isMany ? undefined : 1);
    for (const { row } of found) this.#put(transaction, table, row, undefined);
    return found.length;
  }

  #rows(transaction: Transaction | undefined, table: Table, filter: ModelFilter) {
    return table.candidates(filter).flatMap((row) => {
      const document = transaction ? transaction.read(row) : row.latest;
      return document && matches(document, filter) ? [{ row, document }] : [];
    });
  }

  #put(transaction: Transaction, table: Table, row: Row, document: StoredDocument | undefined): void {
    if (this.#dependencies.controls.withoutConflicts !== true) this.#refuseConflict(transaction, row);
    const rival = document && table.rival(row, document);
    if (rival?.row.writer && rival.row.writer !== transaction) throw conflict(transaction);
    if (rival) throw duplicateKey(table.name, rival.index);
    transaction.write(table, row, storedCopy(document));
  }

  #refuseConflict(transaction: Transaction, row: Row): void {
    this.#endForgotten();
    if (row.writer && row.writer !== transaction) throw conflict(transaction);
    if (row.changedAt > transaction.snapshot) throw conflict(transaction);
  }

  #refuseTaken(transaction: Transaction, table: Table, row: Row): void {
    if (transaction.read(row)) throw duplicateKey(table.name, row.id);
    // Of a document that came after the snapshot some engines say that the key is taken, and some that there is a conflict.
    if (row.latest && !row.writer && this.#dependencies.dice.chance(0.5)) throw duplicateKey(table.name, row.id);
  }

  #endForgotten(): void {
    for (const transaction of this.#open) {
      if (this.#dependencies.time.micros - transaction.begunAt > lifetime) this.abort(transaction);
    }
  }

  #end(transaction: Transaction, state: 'committed' | 'aborted'): void {
    transaction.state = state;
    this.#open.delete(transaction);
  }
}

/** A transaction is refused at once; a single write waits until the other has ended. */
function conflict({ isSingle }: Transaction): Error {
  return isSingle ? blocked : writeConflict();
}
