import { matches, unknownOperator, type ModelFilter } from './filter.ts';
import { compareValues, isPlain, valueAt, type StoredDocument } from './values.ts';

export type Stage = Readonly<Record<string, unknown>>;

/** What a pipeline makes of documents; it knows `$match`, `$limit`, and `$group` by one field or of all into one. */
export function aggregated(documents: readonly StoredDocument[], stages: readonly Stage[]): readonly StoredDocument[] {
  return stages.reduce<readonly StoredDocument[]>((found, stage) => {
    const [[name, operand] = ['', undefined]] = Object.entries(stage);
    switch (name) {
      case '$match':
        return found.filter((document) => matches(document, operand as ModelFilter));
      case '$limit':
        return found.slice(0, Number(operand));
      case '$group':
        return isPlain(operand) ? grouped(found, operand) : [];
      default:
        throw unknownOperator(name);
    }
  }, documents);
}

function grouped(documents: readonly StoredDocument[], fields: StoredDocument): readonly StoredDocument[] {
  const { _id: by, ...accumulators } = fields;
  const groups = new Map<unknown, StoredDocument[]>();
  for (const document of documents) {
    const key = operandOf(document, by);
    groups.set(key, [...(groups.get(key) ?? []), document]);
  }
  return Array.from(groups, ([_id, members]) => {
    const values = Object.entries(accumulators).map(([field, accumulator]) => {
      const [[operator, operand] = ['', undefined]] = Object.entries(accumulator as StoredDocument);
      return [field, accumulate(members, operator, operand)] as const;
    });
    return { _id, ...Object.fromEntries(values) };
  });
}

function accumulate(documents: readonly StoredDocument[], operator: string, operand: unknown): unknown {
  const values = documents.map((document) => operandOf(document, operand));
  switch (operator) {
    case '$sum':
      return values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0);
    case '$min':
      return values.reduce((least, value) => ((compareValues(value, least) ?? 1) < 0 ? value : least));
    default:
      throw unknownOperator(operator);
  }
}

/** A field that is named as `$field`, or the operand itself. */
function operandOf(document: StoredDocument, operand: unknown): unknown {
  return typeof operand === 'string' && operand.startsWith('$') ? valueAt(document, operand.slice(1)) : operand;
}
