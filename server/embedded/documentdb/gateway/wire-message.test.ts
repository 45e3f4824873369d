import { deserialize, serialize, type Document } from 'bson';
import { describe, expect, test } from 'vitest';
import { readCommand } from './command.ts';
import { encode, readRequest, WireProtocolError, writeReply } from './wire-message.ts';

/** A message of that operation; its parts follow the header. */
function message(operation: number, ...parts: readonly Uint8Array[]): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + parts.reduce((size, part) => size + part.length, 0), 0);
  header.writeInt32LE(77, 4);
  header.writeInt32LE(operation, 12);
  return Buffer.concat([header, ...parts]);
}

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const body = (document: Document) => Buffer.concat([Buffer.from([0]), serialize(document)]);
const sequence = (name: string, documents: readonly Document[]) => {
  const bytes = Buffer.concat(documents.map((document) => serialize(document)));
  return Buffer.concat([Buffer.from([1]), int32(4 + name.length + 1 + bytes.length), Buffer.from(`${name}\0`), bytes]);
};

describe('an OP_MSG', () => {
  test('is read with the documents beside its body, in any order', () => {
    const documents = [{ _id: 1 }, { _id: 2 }, { _id: 3 }];
    const request = readRequest(
      message(2013, int32(0), sequence('documents', documents), body({ insert: 'seats', $db: 'foyer' })),
    );
    expect(request).toMatchObject({ id: 77, wantsReply: true, operation: 'message' });
    const command = readCommand(request);
    expect(command).toMatchObject({ name: 'insert', target: 'seats', database: 'foyer', statements: 3 });
    expect(deserialize(command.sequence?.subarray(0, command.sequence.readInt32LE(0)) ?? Buffer.alloc(0))).toEqual({
      _id: 1,
    });
  });

  test('may carry a checksum, and may ask for no reply', () => {
    const request = readRequest(message(2013, int32(1 | 2), body({ ping: 1 }), int32(0x1234)));
    expect(request.wantsReply).toBe(false);
    expect(readCommand(request).name).toBe('ping');
  });

  test.each([
    ['has no body', message(2013, int32(0))],
    ['has a section longer than itself', message(2013, int32(0), Buffer.from([0]), int32(9_999))],
    ['has a section of no length', message(2013, int32(0), Buffer.from([0]), int32(0))],
    ['has a section of an unknown kind', message(2013, int32(0), Buffer.from([7]), serialize({ ping: 1 }))],
    ['is of another operation', message(2006)],
    ['has an empty command', message(2013, int32(0), body({}))],
  ])('is refused when it %s', (_what, bytes) => {
    expect(() => readCommand(readRequest(bytes))).toThrow(WireProtocolError);
  });
});

describe('a reply', () => {
  test('answers an OP_MSG in kind', () => {
    const reply = writeReply(readRequest(message(2013, int32(0), body({ ping: 1 }))), encode({ ok: 1 }));
    expect(reply.readInt32LE(0)).toBe(reply.length);
    expect(reply.readInt32LE(8)).toBe(77);
    expect(deserialize(readRequest(reply).body)).toEqual({ ok: 1 });
  });

  test('answers the greeting of old by one document', () => {
    const greeting = Buffer.concat([
      int32(0),
      Buffer.from('admin.$cmd\0'),
      int32(0),
      int32(-1),
      serialize({ isMaster: 1 }),
    ]);
    const request = readRequest(message(2004, greeting));
    expect(readCommand(request)).toMatchObject({ name: 'isMaster' });
    const reply = writeReply(request, encode({ ok: 1 }));
    expect(reply.readInt32LE(12)).toBe(1);
    expect(reply.readInt32LE(32)).toBe(1);
    expect(deserialize(reply.subarray(36))).toEqual({ ok: 1 });
  });
});

describe('a command', () => {
  test('tells its session, number and transaction without being decoded', () => {
    const id = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
    const command = readCommand(
      readRequest(
        message(
          2013,
          int32(0),
          body({
            update: 'seats',
            updates: [{}, {}],
            lsid: { id },
            txnNumber: 9n,
            autocommit: false,
            startTransaction: true,
            maxTimeMS: 5,
          }),
        ),
      ),
    );
    expect(command).toMatchObject({
      sessionId: id.toString('hex'),
      number: 9n,
      inTransaction: true,
      startsTransaction: true,
      statements: 2,
      timeLimit: 5,
      database: 'admin',
    });
  });
});
