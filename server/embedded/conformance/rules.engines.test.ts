import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../testing.ts';

let database: FreshDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.dispose());

describe('a $jsonSchema validator', () => {
  const validator = {
    $jsonSchema: {
      bsonType: 'object',
      required: ['total', 'state'],
      properties: {
        total: { bsonType: ['int', 'long'], minimum: 0 },
        state: { enum: ['PAID', 'VOIDED'] },
      },
    },
  };

  test('refuses inserts and updates that break it', async () => {
    const orders = await database.db.createCollection<{ _id: number; total?: unknown; state?: string }>('orders', {
      validator,
    });
    await orders.insertOne({ _id: 1, total: 5, state: 'PAID' });
    await expect(orders.insertOne({ _id: 2, total: -5, state: 'PAID' })).rejects.toMatchObject({ code: 121 });
    await expect(orders.insertOne({ _id: 3, total: 5 })).rejects.toMatchObject({ code: 121 });
    await expect(orders.updateOne({ _id: 1 }, { $set: { state: 'LOST' } })).rejects.toMatchObject({ code: 121 });
    await expect(orders.updateOne({ _id: 1 }, { $set: { total: 'five' } })).rejects.toMatchObject({ code: 121 });
    expect(await orders.find().toArray()).toEqual([{ _id: 1, total: 5, state: 'PAID' }]);
    const [listed] = await database.db.listCollections({ name: 'orders' }).toArray();
    expect(listed).toMatchObject({ options: { validator } });
  });

  test('can be put on a collection later', async () => {
    const orders = await database.db.createCollection<{ _id: number; total?: number; state?: string }>('later');
    await orders.insertOne({ _id: 1 });
    await database.db.command({ collMod: 'later', validator });
    await expect(orders.insertOne({ _id: 2 })).rejects.toMatchObject({ code: 121 });
  });
});

test('expired documents go away by themselves, others stay', async () => {
  const keys = await database.db.createCollection<{ _id: string; expiresAt: Date }>('keys');
  await keys.createIndex({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  await keys.insertMany([
    { _id: 'past', expiresAt: new Date(Date.now() - 60_000) },
    { _id: 'future', expiresAt: new Date(Date.now() + 600_000) },
  ]);
  const admin = database.client.db('admin');
  await admin.command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
  while ((await keys.countDocuments()) > 1) await delay(100);
  expect(await keys.distinct('_id')).toEqual(['future']);
  await admin.command({ setParameter: 1, ttlMonitorSleepSecs: 60 });
});
