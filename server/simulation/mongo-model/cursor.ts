import type { Requests } from '../engine/life.ts';
import type { Database } from './database.ts';
import type { ModelFilter } from './filter.ts';
import type { ModelSession } from './session.ts';
import { sorted, type Table } from './table.ts';
import type { StoredDocument } from './values.ts';

export interface FindOptions {
  readonly session?: ModelSession;
  readonly limit?: number;
  readonly sort?: Readonly<Record<string, 1 | -1>>;
}

interface Source {
  readonly database: Database;
  readonly table: Table;
  readonly requests: Requests;
}

/** A query of the driver. */
export class ModelCursor {
  readonly #source: Source;
  readonly #filter: ModelFilter;
  readonly #options: FindOptions;

  constructor(source: Source, filter: ModelFilter, options: FindOptions) {
    this.#source = source;
    this.#filter = filter;
    this.#options = options;
  }

  sort(sort: Readonly<Record<string, 1 | -1>>): ModelCursor {
    return this.#with({ sort });
  }

  limit(limit: number): ModelCursor {
    return this.#with({ limit });
  }

  /** Documents stay whole: who asked for less doesn't look at the rest. */
  project(): ModelCursor {
    return this;
  }

  /**
   * All of it at one instant in a transaction. Outside of one a server reads in parts, and others write in between: what
   * isn't sorted is read in two.
   */
  async toArray(): Promise<readonly StoredDocument[]> {
    const { database, table, requests } = this.#source;
    const { session, limit, sort } = this.#options;
    const operation = `${table.name}.find`;
    const read = (found: readonly StoredDocument[]): readonly StoredDocument[] =>
      (sort ? sorted(found, sort) : found).slice(0, limit || undefined);
    if (session) {
      return session.send(operation, this.#filter, (transaction) =>
        read(database.find(transaction, table, this.#filter)),
      );
    }
    const first = await requests.send('mongo', operation, this.#filter, () =>
      read(database.find(undefined, table, this.#filter)),
    );
    const count = sort || limit ? undefined : database.partOf(first);
    if (count === undefined) return first;
    const part = first.slice(0, count);
    const last = part.at(-1);
    const rest = await requests.send('mongo', `${operation} (more)`, this.#filter, () =>
      database.find(undefined, table, this.#filter).filter((document) => !last || table.isAfter(document, last)),
    );
    return [...part, ...rest];
  }

  #with(options: Partial<FindOptions>): ModelCursor {
    return new ModelCursor(this.#source, this.#filter, { ...this.#options, ...options });
  }
}
