/**
 * Writes what structured clone can carry as text and reads it back, because the DevTools protocol carries only text
 * between the main process and a page. Both ends run this file. Callers clone first, so that what structured clone
 * refuses (functions, symbols, DOM nodes) is refused by the platform's own rules and error.
 *
 * The text is a JSON table. An entry is a primitive or `[tag, …]` with references to other entries by index, so that
 * shared and circular references survive; negative references stand for values that JSON lacks.
 */
type Entry = string | number | boolean | null | readonly [tag: string, ...parts: unknown[]];

const specials: readonly unknown[] = [undefined, Number.NaN, Infinity, -Infinity, -0];
const hole = -specials.length - 1;

const viewTypes = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};
type ViewName = keyof typeof viewTypes;

/** @throws DOMException DataCloneError for what structured clone refuses */
export function encodeClone(value: unknown): string {
  const table: Entry[] = [];
  const known = new Map<unknown, number>();
  const encode = (item: unknown): number => {
    const special = specials.findIndex((candidate) => Object.is(candidate, item));
    if (special >= 0) return -special - 1;
    const seen = known.get(item);
    if (seen !== undefined) return seen;
    const index = table.push(null) - 1;
    known.set(item, index);
    table[index] = isPrimitive(item) ? item : encodeObject(item, encode);
    return index;
  };
  const root = encode(structuredClone(value));
  return JSON.stringify([root, table]);
}

function isPrimitive(item: unknown): item is string | number | boolean | null {
  return item === null || ['string', 'number', 'boolean'].includes(typeof item);
}

function encodeObject(item: unknown, encode: (item: unknown) => number): Entry {
  if (typeof item === 'bigint') return ['bigint', String(item)];
  if (Array.isArray(item))
    return ['array', Array.from(item, (_, index) => (index in item ? encode(item[index]) : hole))];
  if (item instanceof Date) return ['date', encode(item.getTime())];
  if (item instanceof RegExp) return ['regexp', item.source, item.flags];
  if (item instanceof Map) return ['map', [...item].map(([key, entry]) => [encode(key), encode(entry)])];
  if (item instanceof Set) return ['set', [...item].map(encode)];
  if (item instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(item))];
  if (ArrayBuffer.isView(item)) return encodeView(item, encode);
  if (item instanceof Error) {
    const cause = 'cause' in item ? [encode(item.cause)] : [];
    return ['error', item.name, item.message, item.stack ?? '', ...cause];
  }
  const record = item as Record<string, unknown>;
  if (Object.prototype.toString.call(record) !== '[object Object]') {
    throw new DOMException(`${Object.prototype.toString.call(record)} could not be cloned.`, 'DataCloneError');
  }
  return ['object', Object.entries(record).map(([key, entry]) => [key, encode(entry)])];
}

function encodeView(view: ArrayBufferView, encode: (item: unknown) => number): Entry {
  const name = Object.prototype.toString.call(view).slice('[object '.length, -1) as ViewName;
  const length = view instanceof DataView ? view.byteLength : (view as Uint8Array).length;
  return ['view', name, encode(view.buffer), view.byteOffset, length];
}

export function decodeClone(text: string): unknown {
  const [root, table] = JSON.parse(text) as [number, Entry[]];
  const values = new Map<number, unknown>();
  const decode = (reference: number): unknown => {
    if (reference < 0) return specials[-reference - 1];
    if (values.has(reference)) return values.get(reference);
    const entry = table[reference];
    if (!Array.isArray(entry)) return entry;
    return decodeObject(entry as [string, ...unknown[]], decode, (value) => values.set(reference, value));
  };
  return decode(root);
}

/** `keep` is told of a container before its content is read, which may refer back to it. */
function decodeObject(
  [tag, ...parts]: readonly [string, ...unknown[]],
  decode: (reference: number) => unknown,
  keep: (value: unknown) => void,
): unknown {
  const leaf = (value: unknown) => {
    keep(value);
    return value;
  };
  switch (tag) {
    case 'array':
      return fillArray(parts[0] as number[], decode, leaf([]) as unknown[]);
    case 'object':
      return fillObject(parts[0] as [string, number][], decode, leaf({}) as object);
    case 'map': {
      const map = leaf(new Map()) as Map<unknown, unknown>;
      for (const [key, entry] of parts[0] as [number, number][]) map.set(decode(key), decode(entry));
      return map;
    }
    case 'set': {
      const set = leaf(new Set()) as Set<unknown>;
      for (const entry of parts[0] as number[]) set.add(decode(entry));
      return set;
    }
    case 'bigint':
      return leaf(BigInt(parts[0] as string));
    case 'date':
      return leaf(new Date(decode(parts[0] as number) as number));
    case 'regexp':
      return leaf(new RegExp(parts[0] as string, parts[1] as string));
    case 'buffer':
      return leaf(fromBase64(parts[0] as string));
    case 'view':
      return leaf(decodeView(parts, decode));
    case 'error':
      return fillError(parts, decode, keep);
    default:
      throw new Error(`Unknown clone tag: ${tag}`);
  }
}

function fillArray(references: readonly number[], decode: (reference: number) => unknown, array: unknown[]): unknown[] {
  array.length = references.length;
  for (const [index, reference] of references.entries()) if (reference !== hole) array[index] = decode(reference);
  return array;
}

/** Defines instead of assigning: a key `__proto__` must stay a key. */
function fillObject(
  entries: readonly [string, number][],
  decode: (reference: number) => unknown,
  object: object,
): object {
  for (const [key, reference] of entries) {
    const value = decode(reference);
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

function decodeView(parts: readonly unknown[], decode: (reference: number) => unknown): ArrayBufferView {
  const [name, buffer, offset, length] = parts as [ViewName, number, number, number];
  const viewType = viewTypes[name] as new (buffer: ArrayBuffer, offset: number, length: number) => ArrayBufferView;
  return new viewType(decode(buffer) as ArrayBuffer, offset, length);
}

const errorTypes: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function fillError(
  parts: readonly unknown[],
  decode: (reference: number) => unknown,
  keep: (value: unknown) => void,
): Error {
  const [name, message, stack, cause] = parts as [string, string, string, number?];
  const error = new (errorTypes[name] ?? Error)(message);
  keep(error);
  Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
  if (cause !== undefined) error.cause = decode(cause);
  return error;
}

function toBase64(bytes: Uint8Array): string {
  if (typeof Buffer !== 'undefined') return Buffer.from(bytes).toString('base64');
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
}
