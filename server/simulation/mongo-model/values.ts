/** A document as the model keeps it: frozen, so that everybody may share it. */
export type StoredDocument = Readonly<Record<string, unknown>>;

/** A deep, frozen copy as the database would keep it: without fields that are undefined. */
export function storedCopy<Value>(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return new Date(value) as Value;
  if (Array.isArray(value)) return Object.freeze(value.map((each: unknown) => storedCopy(each))) as Value;
  const copy: Record<string, unknown> = {};
  for (const [field, inner] of Object.entries(value)) {
    if (inner !== undefined) copy[field] = storedCopy(inner);
  }
  return Object.freeze(copy) as Value;
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(document: unknown, path: string): unknown {
  if (!path.includes('.')) return isPlain(document) ? document[path] : undefined;
  return path.split('.').reduce<unknown>((inner, field) => (isPlain(inner) ? inner[field] : undefined), document);
}

/** A copy with another value at a dotted path; without the field when the value is undefined. */
export function withValueAt(document: StoredDocument, path: string, value: unknown): StoredDocument {
  const [field = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const { [field]: _before, ...others } = document;
    return value === undefined ? others : { ...document, [field]: value };
  }
  const inner = document[field];
  if (inner !== undefined && !isPlain(inner)) throw new Error(`the model can't set ${path}`);
  return { ...document, [field]: withValueAt(inner ?? {}, rest.join('.'), value) };
}

/** Orders two values of one kind; undefined when they can't be compared. */
export function compareValues(one: unknown, other: unknown): number | undefined {
  const [a, b] = [one, other].map((value) => (value instanceof Date ? value.getTime() : value));
  if (one instanceof Date !== other instanceof Date || typeof a !== typeof b) return undefined;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : Number(a > b);
  return a === b ? 0 : undefined;
}

/** Whether the database holds two values for the same; null and a missing field are. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if ((one ?? null) === null) return (other ?? null) === null;
  if (typeof one !== 'object' || one instanceof Date) return compareValues(one, other) === 0;
  return JSON.stringify(one) === JSON.stringify(other);
}

export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}
