import { randomUUID } from 'node:crypto';
import { Long, UUID, type Collection, type Document } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, testEngines, type FreshDatabase } from '../testing.ts';
import { wireClient, type WireClient } from './wire-client.ts';

interface Seat {
  readonly _id: string;
  readonly count?: number;
}

let database: FreshDatabase;
let seats: Collection<Seat>;
let wires: WireClient[];
let number = 0;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.dispose());
beforeEach(async () => {
  const { mongoUrl } = await testEngines();
  wires = await Promise.all(Array.from({ length: 20 }, () => wireClient(mongoUrl)));
  seats = database.db.collection<Seat>(`seats${number++}`);
  await seats.insertOne({ _id: 'A', count: 0 });
});
afterEach(() => wires.forEach((wire) => wire.cut()));

/** What a driver sends for a retryable write, from one session under one number, as often as it is called. */
function sender(): (command: Document, wire?: WireClient) => Promise<Document> {
  const lsid = { id: new UUID(randomUUID()) };
  const session = { lsid, txnNumber: Long.fromNumber(1), $db: database.db.databaseName };
  return (command, wire = wires[0]) => wire?.send({ ...command, ...session }) ?? Promise.reject(new Error('no wire'));
}

const increment = { q: { _id: 'A' }, u: { $inc: { count: 1 } } };
const update = () => ({ update: seats.collectionName, updates: [increment] });

describe('a retryable write that is sent twice', () => {
  test.each<[string, (name: string) => Document, Seat[]]>([
    ['update', (name) => ({ update: name, updates: [increment] }), [{ _id: 'A', count: 1 }]],
    ['batch of updates', (name) => ({ update: name, updates: [increment, increment] }), [{ _id: 'A', count: 2 }]],
    [
      'findAndModify',
      (findAndModify) => ({ findAndModify, query: increment.q, update: increment.u }),
      [{ _id: 'A', count: 1 }],
    ],
    [
      'batch of inserts',
      (insert) => ({ insert, documents: [{ _id: 'B' }, { _id: 'C' }] }),
      [{ _id: 'A', count: 0 }, { _id: 'B' }, { _id: 'C' }],
    ],
    [
      'batch with a failure inside',
      (insert) => ({ insert, documents: [{ _id: 'B' }, { _id: 'A' }, { _id: 'C' }], ordered: false }),
      [{ _id: 'A', count: 0 }, { _id: 'B' }, { _id: 'C' }],
    ],
    ['delete', (name) => ({ delete: name, deletes: [{ q: {}, limit: 1 }] }), []],
  ])('is applied once and answered alike: %s', async (_kind, command, expected) => {
    const send = sender();
    const first = await send(command(seats.collectionName));
    const second = await send(command(seats.collectionName));
    expect(first).toMatchObject({ ok: 1 });
    expect(outcome(second)).toEqual(outcome(first));
    expect(await seats.find().sort({ _id: 1 }).toArray()).toEqual(expected);
  });

  test('over 20 connections at once is applied once', async () => {
    const send = sender();
    await Promise.all(wires.map((wire) => send(update(), wire)));
    expect(await seats.findOne()).toMatchObject({ count: 1 });
  });

  test('from another session is another write', async () => {
    await Promise.all(wires.map((wire) => sender()(update(), wire)));
    expect(await seats.findOne()).toMatchObject({ count: wires.length });
  });
});

function outcome(reply: Document): unknown[] {
  return ['n', 'nModified', 'value', 'lastErrorObject', 'writeErrors'].map((field) => reply[field] as unknown);
}
