import {
  Binary,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
  type Collection,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../testing.ts';

let database: FreshDatabase;
let things: Collection;
beforeAll(async () => {
  database = await freshDatabase();
  things = database.db.collection('things');
});
afterAll(() => database.dispose());

describe('documents', () => {
  test('come back as they went, type by type', async () => {
    const document = {
      text: 'Grüße, สวัสดี, 🎬',
      empty: '',
      int32: new Int32(7),
      int64: Long.fromString('9007199254740993'),
      double: new Double(7),
      infinity: Infinity,
      decimal: Decimal128.fromString('12345678901234567890.12'),
      yes: true,
      no: false,
      nothing: null,
      date: new Date('2026-11-21T20:15:00.123Z'),
      before1970: new Date(-1),
      id: new ObjectId(),
      uuid: new UUID(),
      bytes: new Binary(Buffer.from([0, 1, 255])),
      expression: /^foyer$/i,
      timestamp: new Timestamp({ t: 1, i: 2 }),
      lowest: new MinKey(),
      highest: new MaxKey(),
      list: [1, 'two', [3, { four: 4 }], null],
      nested: { a: { b: { c: [] } }, empty: {} },
    };
    const { insertedId } = await things.insertOne({ ...document });
    const found = await things.findOne({ _id: insertedId }, { promoteValues: false, promoteLongs: false });
    const expected = await things.findOne({ _id: insertedId });
    expect(found?.['int32']).toBeInstanceOf(Int32);
    expect(found?.['double']).toBeInstanceOf(Double);
    expect(found?.['int64']).toEqual(document.int64);
    expect(expected).toMatchObject({ ...document, int32: 7, double: 7, int64: expect.anything() as unknown });
  });

  test('keep the order of their fields', async () => {
    await things.insertOne({ _id: 'order' as never, z: 1, a: 2, m: { y: 1, b: 2 } });
    const found = await things.findOne({ _id: 'order' as never });
    expect(JSON.stringify(found)).toBe('{"_id":"order","z":1,"a":2,"m":{"y":1,"b":2}}');
  });

  test.each([
    ['string', 'showtime:D7'],
    ['number', 42],
    ['ObjectId', new ObjectId()],
    ['UUID', new UUID()],
    ['document', { showtime: 's', seat: 'D7' }],
  ])('are found by an _id that is a %s', async (_type, _id) => {
    await things.insertOne({ _id: _id as never, found: true });
    expect(await things.findOne({ _id: _id as never })).toMatchObject({ found: true });
    expect(await things.deleteOne({ _id: _id as never })).toMatchObject({ deletedCount: 1 });
  });

  test('may be as large as MongoDB allows', async () => {
    const text = 'x'.repeat(15 * 1024 * 1024);
    const { insertedId } = await things.insertOne({ text });
    expect((await things.findOne({ _id: insertedId }))?.['text']).toHaveLength(text.length);
  });

  test('of several insertions are all there at once for their writer', async () => {
    const collection = database.db.collection('many');
    await collection.insertMany(Array.from({ length: 5_000 }, (_, number) => ({ number, text: `document ${number}` })));
    expect(await collection.countDocuments()).toBe(5_000);
    expect(await collection.findOne({ number: 4_999 })).toMatchObject({ text: 'document 4999' });
  });
});

test('a client sees its own writes at once, whichever connection it uses', async () => {
  for (let i = 0; i < 50; i += 1) {
    const { insertedId } = await things.insertOne({ count: i });
    const reads = await Promise.all(Array.from({ length: 4 }, () => things.findOne({ _id: insertedId })));
    for (const read of reads) expect(read).toMatchObject({ count: i });
  }
});

describe('the catalogue', () => {
  test('lists, renames and drops collections', async () => {
    const { db } = database;
    await db.createCollection('before');
    await db.collection('before').insertOne({ kept: true });
    await db.renameCollection('before', 'after');
    expect((await db.listCollections().toArray()).map(({ name }) => name)).toContain('after');
    expect(await db.collection('after').findOne()).toMatchObject({ kept: true });
    await db.collection('after').drop();
    expect(await db.listCollections({ name: 'after' }).toArray()).toEqual([]);
  });

  test('answers for a collection that is not there as for an empty one', async () => {
    const nothing = database.db.collection('nothing');
    expect(await nothing.findOne()).toBeNull();
    expect(await nothing.countDocuments()).toBe(0);
    expect(await nothing.drop()).toBe(true);
  });

  test('tells its version and that it is alive', async () => {
    expect(await database.db.admin().ping()).toMatchObject({ ok: 1 });
    expect(await database.db.admin().buildInfo()).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+/) as string,
    });
  });

  test('refuses a command that does not exist by its number', async () => {
    await expect(database.db.command({ sellAllSeats: 1 })).rejects.toMatchObject({ code: 59 });
  });
});
