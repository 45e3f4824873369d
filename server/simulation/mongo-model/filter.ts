import { compareValues, isPlain, isSameValue, valueAt, type StoredDocument } from './values.ts';

export type ModelFilter = Readonly<Record<string, unknown>>;

/** Whether a document is what a filter asks for. Throws on an operator that the model doesn't know. */
export function matches(document: StoredDocument, filter: ModelFilter): boolean {
  return Object.entries(filter).every(([field, condition]) => {
    if (field === '$or') return branches(condition).some((branch) => matches(document, branch));
    if (field === '$and') return branches(condition).every((branch) => matches(document, branch));
    if (field.startsWith('$')) throw unknownOperator(field);
    return isMet(valueAt(document, field), condition);
  });
}

/** The ids that a filter names, in their order; undefined when it doesn't name any. */
export function idsOf(filter: ModelFilter): readonly unknown[] | undefined {
  const id = filter['_id'];
  if (id === undefined) return undefined;
  if (!isPlain(id)) return [id];
  return Array.isArray(id['$in']) ? id['$in'] : undefined;
}

function isMet(value: unknown, condition: unknown): boolean {
  if (!isOperation(condition)) return isValueOrHas(value, condition);
  return Object.entries(condition).every(([operator, operand]) => meets(value, operator, operand));
}

function meets(value: unknown, operator: string, operand: unknown): boolean {
  const order = (): number | undefined => compareValues(value, operand);
  switch (operator) {
    case '$in':
      return Array.isArray(operand) && operand.some((each) => isValueOrHas(value, each));
    case '$ne':
      return !isValueOrHas(value, operand);
    case '$exists':
      return (value !== undefined) === operand;
    case '$lt':
      return (order() ?? 0) < 0;
    case '$gt':
      return (order() ?? 0) > 0;
    case '$lte':
      return (order() ?? 1) <= 0;
    case '$gte':
      return (order() ?? -1) >= 0;
    default:
      throw unknownOperator(operator);
  }
}

/** A list is met by what it contains, too. */
function isValueOrHas(value: unknown, wanted: unknown): boolean {
  return isSameValue(value, wanted) || (Array.isArray(value) && value.some((each) => isSameValue(each, wanted)));
}

function isOperation(condition: unknown): condition is ModelFilter {
  return isPlain(condition) && Object.keys(condition).some((key) => key.startsWith('$'));
}

function branches(condition: unknown): readonly ModelFilter[] {
  if (!Array.isArray(condition)) throw new Error('$and and $or take a list');
  return condition as readonly ModelFilter[];
}

export function unknownOperator(operator: string): Error {
  return new Error(`the model of MongoDB doesn't know ${operator}: teach it`);
}
