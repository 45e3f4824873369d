import { deserialize, onDemand, type Document } from 'bson';
import { CommandError } from './errors.ts';
import { decode, WireProtocolError, type WireRequest } from './wire-message.ts';

/** BSON element types that are read here without decoding the document around them. */
const TYPE = { double: 1, string: 2, document: 3, array: 4, boolean: 8, int32: 16, int64: 18 } as const;

/**
 * A command, read only as far as the gateway must know it: its body goes on to the engine as the bytes that came. The
 * documents of an insert are not decoded on the way.
 */
export interface Command {
  readonly name: string;
  /** The database it is for. */
  readonly database: string;
  /** The command's own value: mostly the name of a collection. */
  readonly target: unknown;
  readonly body: Buffer;
  /** The documents sent beside the body, if any. */
  readonly sequence: Buffer | null;
  /** How many statements a write has, so that several are told from one. */
  readonly statements: number;
  /** The session's id as hex digits, if the command names one. */
  readonly sessionId: string | undefined;
  /** Numbers the session's retryable writes and transactions. */
  readonly number: bigint | undefined;
  readonly inTransaction: boolean;
  readonly startsTransaction: boolean;
  /** Milliseconds, or undefined for no limit. */
  readonly timeLimit: number | undefined;
  /** The whole body, decoded. */
  document(): Document;
}

/** The field's value, which must be an array. @throws CommandError TypeMismatch */
export function arrayField<Item>(command: Command, field: string): readonly Item[] {
  const value: unknown = command.document()[field] ?? [];
  if (Array.isArray(value)) return value as readonly Item[];
  throw new CommandError(14, 'TypeMismatch', `the field '${field}' of ${command.name} must be an array`);
}

const STATEMENT_ARRAYS = new Set(['documents', 'updates', 'deletes']);

/** @throws WireProtocolError when the body is not a command. */
export function readCommand({ body, sequences }: WireRequest): Command {
  const fields = new Map<string, Element>();
  let name: string | undefined;
  let statements = 0;
  for (const [type, nameOffset, nameLength, offset, length] of onDemand.parseToElements(body)) {
    const field = body.toString('latin1', nameOffset, nameOffset + nameLength);
    name ??= field;
    fields.set(field, { type, bytes: body.subarray(offset, offset + length) });
    if (type === TYPE.array && STATEMENT_ARRAYS.has(field)) statements = countElements(body, offset);
  }
  if (name === undefined) throw new WireProtocolError('the command is empty');
  const sequence = sequences[0];
  const sessionId = fields.get('lsid');
  return {
    name,
    database: String(scalar(fields.get('$db')) ?? 'admin'),
    target: scalar(fields.get(name)),
    body,
    sequence: sequence?.bytes ?? null,
    statements: sequence === undefined ? statements : countDocuments(sequence.bytes),
    sessionId: sessionId === undefined ? undefined : readSessionId(sessionId.bytes),
    number: integer(fields.get('txnNumber')),
    inTransaction: scalar(fields.get('autocommit')) === false,
    startsTransaction: scalar(fields.get('startTransaction')) === true,
    timeLimit: Number(scalar(fields.get('maxTimeMS')) ?? 0) || undefined,
    document: () => decode(body),
  };
}

interface Element {
  readonly type: number;
  readonly bytes: Buffer;
}

function scalar(element: Element | undefined): string | number | boolean | undefined {
  if (element === undefined) return undefined;
  const { type, bytes } = element;
  if (type === TYPE.string) return bytes.toString('utf8', 4, bytes.length - 1);
  if (type === TYPE.int32) return bytes.readInt32LE(0);
  if (type === TYPE.double) return bytes.readDoubleLE(0);
  if (type === TYPE.int64) return Number(bytes.readBigInt64LE(0));
  if (type === TYPE.boolean) return bytes[0] === 1;
  return undefined;
}

function integer(element: Element | undefined): bigint | undefined {
  if (element?.type === TYPE.int64) return element.bytes.readBigInt64LE(0);
  const value = scalar(element);
  return typeof value === 'number' ? BigInt(value) : undefined;
}

function readSessionId(lsid: Buffer): string {
  const { id } = deserialize(lsid, { promoteBuffers: true }) as { id: Buffer };
  return Buffer.from(id).toString('hex');
}

function countElements(body: Buffer, offset: number): number {
  let count = 0;
  for (const _ of onDemand.parseToElements(body, offset)) count += 1;
  return count;
}

function countDocuments(bytes: Buffer): number {
  let count = 0;
  for (let offset = 0; offset < bytes.length; offset += bytes.readInt32LE(offset)) count += 1;
  return count;
}
