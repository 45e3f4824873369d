import { MongoBulkWriteError, type Collection } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../testing.ts';

interface Seat {
  readonly _id: string;
  readonly state?: string;
  readonly order?: string;
  readonly count?: number;
  readonly tags?: readonly string[];
}

let database: FreshDatabase;
let seats: Collection<Seat>;
let number = 0;
beforeAll(async () => void (database = await freshDatabase({ maxPoolSize: 60 })));
afterAll(() => database.dispose());
beforeEach(() => void (seats = database.db.collection<Seat>(`seats${number++}`)));

describe('compare-and-set', () => {
  test('has one winner among 200 that race', async () => {
    await seats.insertOne({ _id: 'D7', state: 'FREE' });
    const race = Array.from({ length: 200 }, (_, i) =>
      seats.updateOne({ _id: 'D7', state: 'FREE' }, { $set: { state: 'LOCKED', order: `order ${i}` } }),
    );
    const outcomes = await Promise.all(race);
    const winners = outcomes.flatMap(({ modifiedCount }, i) => (modifiedCount === 1 ? [`order ${i}`] : []));
    expect(winners).toHaveLength(1);
    expect(await seats.findOne({ _id: 'D7' })).toMatchObject({ order: winners[0] });
  });

  test('is what makes it so: without the comparison all 50 believe that they won', async () => {
    await seats.insertOne({ _id: 'D7', state: 'FREE' });
    const race = Array.from({ length: 50 }, (_, i) =>
      seats.updateOne({ _id: 'D7' }, { $set: { order: `order ${i}` } }),
    );
    const outcomes = await Promise.all(race);
    expect(outcomes.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(50);
  });

  test('loses no increment of 200', async () => {
    await seats.insertOne({ _id: 'D7', count: 0 });
    await Promise.all(Array.from({ length: 200 }, () => seats.updateOne({ _id: 'D7' }, { $inc: { count: 1 } })));
    expect(await seats.findOne({ _id: 'D7' })).toMatchObject({ count: 200 });
  });

  test('loses no increment of 20 racing upserts, round after round', async () => {
    for (let round = 0; round < 10; round += 1) {
      const race = Array.from({ length: 20 }, () =>
        seats.findOneAndUpdate(
          { _id: `seat ${round}` },
          { $inc: { count: 1 } },
          { upsert: true, returnDocument: 'after' },
        ),
      );
      const counts = (await Promise.all(race)).map((seat) => seat?.count ?? 0);
      expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    }
    const updates = Array.from({ length: 100 }, (_, i) =>
      seats.updateOne({ _id: `other ${i % 5}` }, { $inc: { count: 1 } }, { upsert: true }),
    );
    await Promise.all(updates);
    expect(
      await seats
        .find({ _id: /^other/ })
        .map(({ count }) => count)
        .toArray(),
    ).toEqual([20, 20, 20, 20, 20]);
  });

  test('lets one of 100 racing inserts of an _id through', async () => {
    const race = Array.from({ length: 100 }, (_, i) => seats.insertOne({ _id: 'D7', order: `order ${i}` }));
    const outcomes = await Promise.allSettled(race);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('updates', () => {
  test('apply operators, to one or to many', async () => {
    await seats.insertMany([
      { _id: 'A', count: 1, tags: ['x'] },
      { _id: 'B', count: 2, tags: ['x', 'y'] },
    ]);
    await seats.updateOne({ _id: 'A' }, { $inc: { count: 5 }, $push: { tags: 'z' }, $unset: { state: '' } });
    const many = await seats.updateMany({ tags: 'x' }, { $pull: { tags: 'x' } });
    expect(many).toMatchObject({ matchedCount: 2, modifiedCount: 2 });
    expect(await seats.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'A', count: 6, tags: ['z'] },
      { _id: 'B', count: 2, tags: ['y'] },
    ]);
  });

  test('insert when nothing matches, and say so', async () => {
    const first = await seats.updateOne(
      { _id: 'A' },
      { $set: { count: 1 }, $setOnInsert: { state: 'new' } },
      { upsert: true },
    );
    const second = await seats.updateOne(
      { _id: 'A' },
      { $set: { count: 2 }, $setOnInsert: { state: 'old' } },
      { upsert: true },
    );
    expect(first).toMatchObject({ upsertedCount: 1, upsertedId: 'A', matchedCount: 0 });
    expect(second).toMatchObject({ upsertedCount: 0, matchedCount: 1, modifiedCount: 1 });
    expect(await seats.findOne()).toEqual({ _id: 'A', count: 2, state: 'new' });
  });

  test('compute with a pipeline', async () => {
    await seats.insertOne({ _id: 'A', count: 3 });
    await seats.updateOne({ _id: 'A' }, [{ $set: { count: { $multiply: ['$count', 7] } } }]);
    expect(await seats.findOne()).toMatchObject({ count: 21 });
  });

  test('replace and delete', async () => {
    await seats.insertOne({ _id: 'A', count: 3, state: 'x' });
    await seats.replaceOne({ _id: 'A' }, { count: 4 });
    expect(await seats.findOne()).toEqual({ _id: 'A', count: 4 });
    expect(await seats.deleteMany({ count: { $gte: 4 } })).toMatchObject({ deletedCount: 1 });
  });
});

describe('findOneAndUpdate', () => {
  test('gives the document before or after', async () => {
    await seats.insertOne({ _id: 'A', count: 1 });
    expect(await seats.findOneAndUpdate({ _id: 'A' }, { $inc: { count: 1 } })).toMatchObject({ count: 1 });
    const after = { returnDocument: 'after' } as const;
    expect(await seats.findOneAndUpdate({ _id: 'A' }, { $inc: { count: 1 } }, after)).toMatchObject({ count: 3 });
    expect(await seats.findOneAndUpdate({ _id: 'B' }, { $inc: { count: 1 } })).toBeNull();
  });

  test('counts without gaps or twins when 100 race for an upsert', async () => {
    const options = { upsert: true, returnDocument: 'after' } as const;
    const next = () => seats.findOneAndUpdate({ _id: 'sequence' }, { $inc: { count: 1 } }, options);
    const numbers = (await Promise.all(Array.from({ length: 100 }, next))).map((document) => document?.count ?? 0);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  test('takes the first by its sort, and may delete it', async () => {
    await seats.insertMany([
      { _id: 'A', count: 2 },
      { _id: 'B', count: 1 },
    ]);
    expect(await seats.findOneAndDelete({}, { sort: { count: 1 } })).toMatchObject({ _id: 'B' });
    expect(await seats.countDocuments()).toBe(1);
  });
});

describe('insertMany', () => {
  const batch: Seat[] = [{ _id: 'A' }, { _id: 'B' }, { _id: 'A' }, { _id: 'C' }, { _id: 'B' }, { _id: 'D' }];

  test('in order stops at the first failure', async () => {
    const error = await failure(seats.insertMany(batch));
    expect(error).toMatchObject({ code: 11000, insertedCount: 2 });
    expect(error.writeErrors).toMatchObject([{ index: 2, code: 11000 }]);
    expect(await seats.distinct('_id')).toEqual(['A', 'B']);
  });

  test('out of order tells every failure and keeps the rest', async () => {
    const error = await failure(seats.insertMany(batch, { ordered: false }));
    expect(error).toMatchObject({ insertedCount: 4 });
    expect(error.writeErrors).toMatchObject([
      { index: 2, code: 11000 },
      { index: 4, code: 11000 },
    ]);
    expect((await seats.distinct('_id')).sort()).toEqual(['A', 'B', 'C', 'D']);
  });

  test('is part of a mixed bulk', async () => {
    const result = await seats.bulkWrite([
      { insertOne: { document: { _id: 'A', count: 1 } } },
      { updateOne: { filter: { _id: 'A' }, update: { $inc: { count: 1 } } } },
      { updateOne: { filter: { _id: 'B' }, update: { $set: { count: 9 } }, upsert: true } },
      { deleteOne: { filter: { _id: 'A' } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 1, upsertedCount: 1, deletedCount: 1 });
    expect(await seats.find().toArray()).toEqual([{ _id: 'B', count: 9 }]);
  });
});

async function failure(write: Promise<unknown>): Promise<MongoBulkWriteError & { writeErrors: unknown }> {
  const error = await write.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MongoBulkWriteError);
  return error as MongoBulkWriteError & { writeErrors: unknown };
}
