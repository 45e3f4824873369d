import { unknownOperator, type ModelFilter } from './filter.ts';
import { isPlain, valueAt, withValueAt, type StoredDocument } from './values.ts';

export type ModelUpdate = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The document after an update; `isNew` for one that an upsert writes. Throws on an operator that the model doesn't know. */
export function updated(document: StoredDocument, update: ModelUpdate, isNew: boolean): StoredDocument {
  let result = document;
  for (const [operator, fields] of Object.entries(update)) {
    for (const [path, operand] of Object.entries(fields)) {
      if (operator !== '$setOnInsert' || isNew)
        result = withValueAt(result, path, valueAfter(result, operator, path, operand));
    }
  }
  return result;
}

/** What an upsert begins with: the fields that the filter says the value of. */
export function startOf(filter: ModelFilter): StoredDocument {
  return Object.fromEntries(
    Object.entries(filter).filter(([field, value]) => !field.startsWith('$') && !isPlain(value)),
  );
}

function valueAfter(document: StoredDocument, operator: string, path: string, operand: unknown): unknown {
  switch (operator) {
    case '$set':
    case '$setOnInsert':
      return operand;
    case '$unset':
      return undefined;
    case '$inc':
      return Number(valueAt(document, path) ?? 0) + Number(operand);
    case '$max': {
      const before = valueAt(document, path);
      return before === undefined || Number(operand) > Number(before) ? operand : before;
    }
    default:
      throw unknownOperator(operator);
  }
}
