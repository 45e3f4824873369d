import type { StoredDocument } from './values.ts';

/** Whoever is about to change a row. */
export interface RowWriter {
  /** The row's document as it will be. */
  written(row: Row): StoredDocument | undefined;
}

/** One document through time. */
export class Row {
  readonly id: string;
  /** Its place among the rows of its table. */
  readonly position: number;
  /** The oldest first; undefined from where on it was deleted. */
  readonly #versions: { readonly at: number; readonly document: StoredDocument | undefined }[] = [];
  /** Who is about to change it. */
  writer: RowWriter | undefined;

  constructor(id: string, position: number) {
    this.id = id;
    this.position = position;
  }

  /** Since when it is as it now is. */
  get changedAt(): number {
    return this.#versions.at(-1)?.at ?? 0;
  }

  get latest(): StoredDocument | undefined {
    return this.#versions.at(-1)?.document;
  }

  at(version: number): StoredDocument | undefined {
    return this.#versions.findLast(({ at }) => at <= version)?.document;
  }

  commit(at: number, document: StoredDocument | undefined): void {
    this.#versions.push({ at, document });
    this.writer = undefined;
  }
}
