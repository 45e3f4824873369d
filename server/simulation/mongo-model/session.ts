import { MongoError, MongoNetworkError, MongoOperationTimeoutError } from 'mongodb';
import type { Requests } from '../engine/life.ts';
import type { Database } from './database.ts';
import type { Transaction } from './transaction.ts';

/** After this the driver doesn't begin again, in ms. */
const patienceMs = 120_000;

/** How long the driver rests before it begins again, in ms. */
const firstRestMs = 4;
const longestRestMs = 250;

/** Somebody who waits, and knows the time. */
export interface MongoClientHost extends Requests {
  sleep(ms: number): Promise<void>;
  readonly now: number;
  /** Its connection is closed, although a request may still be on its way. */
  readonly isOver: boolean;
}

/** A session of the driver, as far as the repositories use it: it repeats transactions just as the driver does. */
export class ModelSession {
  readonly #database: Database;
  readonly #host: MongoClientHost;
  #transaction: Transaction | undefined;
  #isEnded = false;

  constructor(database: Database, host: MongoClientHost) {
    this.#database = database;
    this.#host = host;
  }

  /** The transaction that a command joins; the first command begins it. To be called when the command arrives. */
  join(): Transaction {
    this.#transaction ??= this.#database.begin(this.#host);
    this.#database.join(this.#transaction);
    return this.#transaction;
  }

  /** Runs a command in the transaction; whatever it fails with ends the transaction. */
  async send<Answer>(
    operation: string,
    detail: unknown,
    effect: (transaction: Transaction) => Answer,
  ): Promise<Answer> {
    try {
      return await this.#host.send('mongo', operation, detail, () => {
        const transaction = this.join();
        if (this.#host.isOver) this.#database.abandon(transaction);
        try {
          return effect(transaction);
        } catch (error) {
          this.#database.abort(transaction);
          throw error;
        }
      });
    } catch (error) {
      if (error instanceof MongoNetworkError) error.addErrorLabel('TransientTransactionError');
      throw error;
    }
  }

  async withTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    const deadline = this.#host.now + patienceMs;
    for (let restMs = firstRestMs; ; restMs = Math.min(restMs * 1.5, longestRestMs)) {
      this.#transaction = undefined;
      this.#isEnded = false;
      try {
        const result = await work();
        if (this.#isEnded) return result;
        if (await this.#commit(deadline)) return result;
      } catch (error) {
        await this.abortTransaction();
        if (!hasLabel(error, 'TransientTransactionError')) throw error;
      }
      if (this.#host.now >= deadline) throw new MongoOperationTimeoutError('Timed out during withTransaction');
      await this.#host.sleep(restMs);
    }
  }

  async abortTransaction(): Promise<void> {
    const transaction = this.#transaction;
    this.#isEnded = true;
    if (!transaction) return;
    try {
      await this.#host.send('mongo', 'abort', undefined, () => this.#database.abort(transaction));
    } catch (error) {
      if (!(error instanceof MongoNetworkError)) throw error;
      this.#database.abandon(transaction);
    }
  }

  /** False when the whole transaction must be run again. */
  async #commit(deadline: number): Promise<boolean> {
    const transaction = this.#transaction;
    if (!transaction) return true;
    for (;;) {
      try {
        await this.#host.send('mongo', 'commit', undefined, () => this.#database.commit(transaction));
        return true;
      } catch (error) {
        if (hasLabel(error, 'TransientTransactionError')) return false;
        if (!(error instanceof MongoNetworkError)) throw error;
        error.addErrorLabel('UnknownTransactionCommitResult');
        if (this.#host.now >= deadline) throw error;
      }
      await this.#host.sleep(10);
    }
  }
}

function hasLabel(error: unknown, label: string): boolean {
  return error instanceof MongoError && error.hasErrorLabel(label);
}
