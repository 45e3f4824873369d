import { deserialize, serialize, type Document } from 'bson';

/**
 * Messages of MongoDB's wire protocol: a header of four 32-bit integers (length, request id, the request it answers,
 * operation), then the operation's own body. Drivers speak OP_MSG; a first greeting may still be an OP_QUERY.
 */
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
/** OP_MSG's flag that the message ends with a checksum of four bytes. */
const CHECKSUM_PRESENT = 1;
/** OP_MSG's flag that the sender wants no reply. */
const MORE_TO_COME = 2;

export const MAX_MESSAGE_BYTES = 48_000_000;

/** A run of documents sent beside a command's body, as the value of its array `name`. */
export interface DocumentSequence {
  readonly name: string;
  /** The documents, one after another, as BSON. */
  readonly bytes: Buffer;
}

export interface WireRequest {
  readonly id: number;
  readonly operation: 'message' | 'query';
  readonly wantsReply: boolean;
  /** The command, as BSON. */
  readonly body: Buffer;
  readonly sequences: readonly DocumentSequence[];
}

export class WireProtocolError extends Error {
  override readonly name = 'WireProtocolError';
}

/** Reads one whole message. @throws WireProtocolError */
export function readRequest(message: Buffer): WireRequest {
  const id = message.readInt32LE(4);
  const operation = message.readInt32LE(12);
  if (operation === OP_MSG) return readMessage(id, message);
  if (operation === OP_QUERY) return readQuery(id, message);
  throw new WireProtocolError(`operation ${operation} is not supported`);
}

function readMessage(id: number, message: Buffer): WireRequest {
  const flags = message.readUInt32LE(HEADER_BYTES);
  const end = message.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences: DocumentSequence[] = [];
  let body: Buffer | undefined;
  for (let offset = HEADER_BYTES + 4; offset < end;) {
    const kind = message[offset];
    const size = message.readInt32LE(offset + 1);
    const section = message.subarray(offset + 1, offset + 1 + size);
    if (section.length !== size || size < 5) throw new WireProtocolError('a section is longer than its message');
    if (kind === 0) body = section;
    else if (kind === 1) sequences.push(readSequence(section));
    else throw new WireProtocolError(`a section has the unknown kind ${kind}`);
    offset += 1 + size;
  }
  if (body === undefined) throw new WireProtocolError('the message has no body');
  return { id, operation: 'message', wantsReply: (flags & MORE_TO_COME) === 0, body, sequences };
}

function readSequence(section: Buffer): DocumentSequence {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new WireProtocolError('a document sequence has no name');
  return { name: section.toString('utf8', 4, nameEnd), bytes: section.subarray(nameEnd + 1) };
}

/** The greeting's form: flags, namespace, skip and limit, then the command. */
function readQuery(id: number, message: Buffer): WireRequest {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  const start = nameEnd + 1 + 8;
  if (nameEnd < 0 || start + 5 > message.length) throw new WireProtocolError('the query is cut short');
  const body = message.subarray(start, start + message.readInt32LE(start));
  return { id, operation: 'query', wantsReply: true, body, sequences: [] };
}

/** The answer to `request`, in the form in which it asked. `body` is BSON. */
export function writeReply(request: WireRequest, body: Uint8Array): Buffer {
  return request.operation === 'query' ? writeQueryReply(request.id, body) : writeMessage(request.id, body);
}

function writeMessage(answers: number, body: Uint8Array): Buffer {
  const message = Buffer.allocUnsafe(HEADER_BYTES + 5 + body.length);
  writeHeader(message, answers, OP_MSG);
  message.writeUInt32LE(0, HEADER_BYTES);
  message[HEADER_BYTES + 4] = 0;
  message.set(body, HEADER_BYTES + 5);
  return message;
}

function writeQueryReply(answers: number, body: Uint8Array): Buffer {
  const message = Buffer.alloc(HEADER_BYTES + 20 + body.length);
  writeHeader(message, answers, OP_REPLY);
  // Flags, cursor id and starting position stay zero; one document follows.
  message.writeInt32LE(1, HEADER_BYTES + 16);
  message.set(body, HEADER_BYTES + 20);
  return message;
}

let nextId = 1;

function writeHeader(message: Buffer, answers: number, operation: number): void {
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(nextId, 4);
  message.writeInt32LE(answers, 8);
  message.writeInt32LE(operation, 12);
  nextId = (nextId + 1) & 0x7fffffff;
}

export function encode(document: Document): Uint8Array {
  return serialize(document, { ignoreUndefined: true });
}

export function decode(bytes: Uint8Array): Document {
  return deserialize(bytes, { promoteBuffers: true, useBigInt64: false });
}
