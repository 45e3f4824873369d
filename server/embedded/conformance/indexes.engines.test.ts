import type { Collection } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../testing.ts';

interface Staff {
  readonly _id: string;
  readonly username?: string;
  readonly active?: boolean;
  readonly site?: string;
}

let database: FreshDatabase;
let staff: Collection<Staff>;
let number = 0;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.dispose());
beforeEach(() => void (staff = database.db.collection<Staff>(`staff${number++}`)));

const DUPLICATE = { code: 11000 };

const names = (indexes: readonly { name?: string }[]) =>
  indexes.map(({ name = '' }) => name).sort((a, b) => (a < b ? -1 : 1));

describe('a unique index', () => {
  test('is there for _id without asking', async () => {
    await staff.insertOne({ _id: 'a' });
    await expect(staff.insertOne({ _id: 'a' })).rejects.toMatchObject(DUPLICATE);
    expect(await staff.countDocuments()).toBe(1);
  });

  test('on a field refuses inserts and updates', async () => {
    await staff.createIndex({ username: 1 }, { unique: true });
    await staff.insertMany([
      { _id: 'a', username: 'ada' },
      { _id: 'b', username: 'bob' },
    ]);
    await expect(staff.insertOne({ _id: 'c', username: 'ada' })).rejects.toMatchObject(DUPLICATE);
    await expect(staff.updateOne({ _id: 'b' }, { $set: { username: 'ada' } })).rejects.toMatchObject(DUPLICATE);
    expect(await staff.findOne({ _id: 'b' })).toMatchObject({ username: 'bob' });
  });

  test('on several fields refuses only the whole combination', async () => {
    await staff.createIndex({ site: 1, username: 1 }, { unique: true });
    await staff.insertMany([
      { _id: 'a', site: 'north', username: 'ada' },
      { _id: 'b', site: 'south', username: 'ada' },
    ]);
    await expect(staff.insertOne({ _id: 'c', site: 'north', username: 'ada' })).rejects.toMatchObject(DUPLICATE);
  });

  test('with a filter speaks only for the documents that match it', async () => {
    await staff.createIndex({ username: 1 }, { unique: true, partialFilterExpression: { active: true } });
    await staff.insertMany([
      { _id: 'a', username: 'ada', active: true },
      { _id: 'b', username: 'ada', active: false },
      { _id: 'c', username: 'ada' },
    ]);
    await expect(staff.insertOne({ _id: 'd', username: 'ada', active: true })).rejects.toMatchObject(DUPLICATE);
    await expect(staff.updateOne({ _id: 'b' }, { $set: { active: true } })).rejects.toMatchObject(DUPLICATE);
    await staff.updateOne({ _id: 'a' }, { $set: { active: false } });
    await staff.insertOne({ _id: 'd', username: 'ada', active: true });
  });

  test('lets one of 50 racing inserts through', async () => {
    await staff.createIndex({ username: 1 }, { unique: true });
    const attempts = Array.from({ length: 50 }, (_, i) => staff.insertOne({ _id: `${i}`, username: 'ada' }));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const reasons = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason as unknown);
    for (const reason of reasons) expect(reason).toMatchObject(DUPLICATE);
    expect(await staff.countDocuments()).toBe(1);
  });

  test('cannot be made over documents that contradict it', async () => {
    await staff.insertMany([
      { _id: 'a', username: 'ada' },
      { _id: 'b', username: 'ada' },
    ]);
    await expect(staff.createIndex({ username: 1 }, { unique: true })).rejects.toMatchObject(DUPLICATE);
    expect(await staff.indexes()).toHaveLength(1);
  });
});

describe('indexes', () => {
  test('are listed, made again without effect, and dropped', async () => {
    await staff.createIndexes([
      { key: { username: 1 }, name: 'by_username' },
      { key: { site: 1, username: -1 }, name: 'by_site' },
    ]);
    await staff.createIndex({ username: 1 }, { name: 'by_username' });
    const listed = await staff.indexes();
    expect(names(listed)).toEqual(['_id_', 'by_site', 'by_username']);
    expect(listed.find(({ name }) => name === 'by_site')).toMatchObject({ key: { site: 1, username: -1 } });
    await staff.dropIndex('by_site');
    expect(names(await staff.indexes())).toEqual(['_id_', 'by_username']);
  });

  test('can be made by two clients at once', async () => {
    await using other = await freshDatabase();
    const same = other.client.db(database.db.databaseName).collection(staff.collectionName);
    await Promise.all([staff.createIndex({ site: 1 }), same.createIndex({ site: 1 }), same.createIndex({ active: 1 })]);
    expect(await staff.indexes()).toHaveLength(3);
  });

  test('do not change what a query finds', async () => {
    const documents = Array.from({ length: 300 }, (_, i) => ({
      _id: `${i}`,
      site: `site ${i % 7}`,
      active: i % 2 === 0,
    }));
    await staff.insertMany(documents);
    const query = { site: 'site 3', active: true };
    const before = await staff.find(query).sort({ _id: 1 }).toArray();
    await staff.createIndex({ site: 1, active: 1 });
    expect(await staff.find(query).sort({ _id: 1 }).toArray()).toEqual(before);
    expect(before.length).toBe(documents.filter(({ site, active }) => site === 'site 3' && active).length);
  });
});
