import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, testEngines, type FreshDatabase } from '../testing.ts';
import { wireClient } from './wire-client.ts';

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.dispose());

/** Sends the bytes; resolves when the engine has hung up. */
async function sendUntilHungUp(bytes: Buffer): Promise<void> {
  const { mongoUrl } = await testEngines();
  const { hostname, port } = new URL(mongoUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  socket.resume();
  await once(socket, 'close');
}

function withHeader(operation: number, rest: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + rest.length, 0);
  header.writeInt32LE(operation, 12);
  return Buffer.concat([header, rest]);
}

describe('bytes that are no command', () => {
  test.each([
    ['an impossible length', Buffer.alloc(64, 0xff)],
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['an unknown operation', withHeader(4711, Buffer.alloc(8))],
    ['a message of noise', withHeader(2013, Buffer.concat([Buffer.alloc(5), randomBytes(60)]))],
  ])('end their own connection and no other: %s', async (_what, bytes) => {
    await sendUntilHungUp(bytes);
    expect(await database.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});

test('a command with arguments of the wrong types is refused, and the connection goes on', async () => {
  const { mongoUrl } = await testEngines();
  const wire = await wireClient(mongoUrl);
  const $db = database.db.databaseName;
  for (const command of [
    { find: 7 },
    { insert: 'x' },
    { killCursors: 'x', cursors: 7 },
    { getMore: 'x', collection: 1 },
  ]) {
    expect(await wire.send({ ...command, $db })).toMatchObject({ ok: 0 });
  }
  expect(await wire.send({ ping: 1, $db })).toMatchObject({ ok: 1 });
  wire.cut();
});
