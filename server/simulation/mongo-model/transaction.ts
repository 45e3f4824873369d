import type { Row, RowWriter } from './row.ts';
import type { Table } from './table.ts';
import type { StoredDocument } from './values.ts';

/** A document that a transaction writes. */
export interface Write {
  readonly table: Table;
  readonly row: Row;
  readonly document: StoredDocument | undefined;
}

/** What one client does as a whole or not at all, on the data as they were at one instant. */
export class Transaction implements RowWriter {
  /** Whose it is. */
  readonly client: object;
  /** The commit that it sees the data of. */
  readonly snapshot: number;
  /** In µs. */
  readonly begunAt: number;
  /** A single write: it waits for others where a transaction of a client is refused. */
  readonly isSingle: boolean;
  state: 'open' | 'committed' | 'aborted' = 'open';
  readonly #writes = new Map<Row, Write>();

  constructor(client: object, snapshot: number, begunAt: number, isSingle: boolean) {
    this.client = client;
    this.snapshot = snapshot;
    this.begunAt = begunAt;
    this.isSingle = isSingle;
  }

  get writes(): readonly Write[] {
    return [...this.#writes.values()];
  }

  has(row: Row): boolean {
    return this.#writes.has(row);
  }

  written(row: Row): StoredDocument | undefined {
    return this.#writes.get(row)?.document;
  }

  /** The document as the transaction sees it. */
  read(row: Row): StoredDocument | undefined {
    return this.has(row) ? this.written(row) : row.at(this.snapshot);
  }

  write(table: Table, row: Row, document: StoredDocument | undefined): void {
    row.writer = this;
    this.#writes.set(row, { table, row, document });
  }
}
