import type { IndexDescription } from 'mongodb';
import { idsOf, matches, type ModelFilter } from './filter.ts';
import { Row } from './row.ts';
import { compareValues, isSameValue, valueAt, type StoredDocument } from './values.ts';

/** One collection. Its rows stand in the order in which they were first written. */
export class Table {
  readonly name: string;
  readonly #rows = new Map<string, Row>();
  readonly #uniqueIndexes: IndexDescription[] = [];

  constructor(name: string) {
    this.name = name;
  }

  addIndexes(indexes: readonly IndexDescription[]): void {
    const missing = indexes.filter(
      ({ unique, name }) => unique && !this.#uniqueIndexes.some((each) => each.name === name),
    );
    this.#uniqueIndexes.push(...missing);
  }

  row(id: string): Row {
    const known = this.#rows.get(id);
    if (known) return known;
    const row = new Row(id, this.#rows.size);
    this.#rows.set(id, row);
    return row;
  }

  /** Rows that a filter can mean, in their order, without looking at all of them when it names ids. */
  candidates(filter: ModelFilter): readonly Row[] {
    const ids = idsOf(filter);
    if (!ids) return [...this.#rows.values()];
    const rows = [...new Set(ids)].flatMap((id) => this.#rows.get(String(id)) ?? []);
    return rows.sort((one, other) => one.position - other.position);
  }

  /** Whether a scan comes to one document after another. */
  isAfter(one: StoredDocument, other: StoredDocument): boolean {
    return this.row(String(one['_id'])).position > this.row(String(other['_id'])).position;
  }

  /** Documents as they now stand committed. */
  get documents(): readonly StoredDocument[] {
    return [...this.#rows.values()].flatMap(({ latest }) => (latest ? [latest] : []));
  }

  /** Another row that has, or is about to have, a value that may be there only once; and the index that says so. */
  rival(own: Row, document: StoredDocument): { readonly row: Row; readonly index: string } | undefined {
    for (const { key, name = '', partialFilterExpression } of this.#uniqueIndexes) {
      const fields = Object.keys(key);
      const isIn = (other: StoredDocument): boolean =>
        !partialFilterExpression || matches(other, partialFilterExpression);
      const isRival = (other: StoredDocument | undefined): boolean =>
        other !== undefined &&
        isIn(other) &&
        fields.every((field) => isSameValue(valueAt(other, field), valueAt(document, field)));
      if (!isIn(document)) continue;
      for (const row of this.#rows.values()) {
        if (row !== own && (isRival(row.latest) || isRival(row.writer?.written(row)))) return { row, index: name };
      }
    }
    return undefined;
  }
}

/** Sorted like `{ field: 1, other: -1 }` says; what is alike stays in its order. */
export function sorted(
  documents: readonly StoredDocument[],
  order: Readonly<Record<string, 1 | -1>>,
): readonly StoredDocument[] {
  const fields = Object.entries(order);
  return documents.toSorted((one, other) => {
    for (const [field, direction] of fields) {
      const compared = compareNullable(valueAt(one, field), valueAt(other, field));
      if (compared !== 0) return compared * direction;
    }
    return 0;
  });
}

/** What is missing comes first. */
function compareNullable(one: unknown, other: unknown): number {
  if (isSameValue(one, other)) return 0;
  if ((one ?? null) === null) return -1;
  return (other ?? null) === null ? 1 : (compareValues(one, other) ?? 0);
}
