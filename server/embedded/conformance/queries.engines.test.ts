import type { Collection, CommandSucceededEvent } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshDatabase, type FreshDatabase } from '../testing.ts';

interface Showtime {
  readonly _id: number;
  readonly movie: string;
  readonly startsAt: Date;
  readonly sold: number;
  readonly tags: readonly string[];
}

const TOTAL = 250;
const showtimes: Showtime[] = Array.from({ length: TOTAL }, (_, i) => ({
  _id: i,
  movie: `movie ${i % 5}`,
  startsAt: new Date(Date.UTC(2026, 10, 21, i % 24)),
  sold: (i * 37) % 101,
  tags: i % 2 === 0 ? ['2D'] : ['3D', 'atmos'],
}));

let database: FreshDatabase;
let collection: Collection<Showtime>;
beforeAll(async () => {
  database = await freshDatabase({ monitorCommands: true });
  collection = database.db.collection('showtimes');
  await collection.insertMany(showtimes);
  await database.db
    .collection<{ _id: string; title: string }>('movies')
    .insertMany(Array.from({ length: 5 }, (_, i) => ({ _id: `movie ${i}`, title: `Title ${i}` })));
});
afterAll(() => database.dispose());

describe('a cursor', () => {
  test.each([1, 7, 100, 1_000])('gives everything once in batches of %i', async (batchSize) => {
    const found = await collection.find({}, { batchSize }).toArray();
    expect(found.map(({ _id }) => _id).sort((a, b) => a - b)).toEqual(showtimes.map(({ _id }) => _id));
  });

  test('keeps its order over many batches', async () => {
    const found = await collection.find({}, { batchSize: 9, sort: { sold: -1, _id: 1 } }).toArray();
    const expected = [...showtimes].sort((a, b) => b.sold - a.sold || a._id - b._id);
    expect(found).toEqual(expected);
  });

  test('skips, limits and projects', async () => {
    const options = { sort: { _id: 1 }, skip: 10, limit: 5, projection: { movie: 1 } } as const;
    const found = await collection.find({}, options).toArray();
    expect(found).toEqual(showtimes.slice(10, 15).map(({ _id, movie }) => ({ _id, movie })));
    expect(await collection.find({}, { limit: 120, batchSize: 50 }).toArray()).toHaveLength(120);
  });

  test('that is closed early is forgotten by the engine', async () => {
    const succeeded: CommandSucceededEvent[] = [];
    const listen = (event: CommandSucceededEvent) => void succeeded.push(event);
    database.client.on('commandSucceeded', listen);
    const cursor = collection.find({}, { batchSize: 2, sort: { sold: 1 } });
    await cursor.next();
    const { id } = cursor;
    await cursor.close();
    database.client.off('commandSucceeded', listen);
    expect(succeeded.find(({ commandName }) => commandName === 'killCursors')?.reply).toMatchObject({
      cursorsKilled: [id?.toNumber()],
    });
    const getMore = { getMore: id, collection: 'showtimes' };
    await expect(database.db.command(getMore)).rejects.toMatchObject({ code: 43 });
  });
});

describe('queries', () => {
  const ids = (found: readonly { _id: number }[]) => found.map(({ _id }) => _id).sort((a, b) => a - b);
  const where = (matches: (showtime: Showtime) => boolean) => showtimes.filter(matches).map(({ _id }) => _id);

  test.each<[string, object, number[]]>([
    ['$gte and $lt', { sold: { $gte: 20, $lt: 40 } }, where(({ sold }) => sold >= 20 && sold < 40)],
    [
      '$in',
      { movie: { $in: ['movie 1', 'movie 3'] } },
      where(({ movie }) => movie === 'movie 1' || movie === 'movie 3'),
    ],
    ['$or', { $or: [{ sold: 0 }, { _id: 3 }] }, where(({ sold, _id }) => sold === 0 || _id === 3)],
    ['$all in an array', { tags: { $all: ['atmos', '3D'] } }, where(({ tags }) => tags.includes('atmos'))],
    [
      'a date',
      { startsAt: { $gt: new Date(Date.UTC(2026, 10, 21, 20)) } },
      where(({ startsAt }) => startsAt.getUTCHours() > 20),
    ],
    ['$exists', { nothing: { $exists: true } }, []],
    ['$expr', { $expr: { $eq: ['$_id', '$sold'] } }, where(({ _id, sold }) => _id === sold)],
    ['a regular expression', { movie: /4$/ }, where(({ movie }) => movie.endsWith('4'))],
  ])('find by %s', async (_name, filter, expected) => {
    expect(ids(await collection.find(filter).toArray())).toEqual(expected);
  });

  test('count and list distinct values', async () => {
    expect(await collection.countDocuments({ movie: 'movie 2' })).toBe(50);
    expect(await collection.estimatedDocumentCount()).toBe(TOTAL);
    expect((await collection.distinct('movie', { sold: { $gt: 50 } })).sort()).toEqual(
      [0, 1, 2, 3, 4].map((i) => `movie ${i}`),
    );
  });

  test('that make no sense are refused', async () => {
    await expect(collection.find({ $sell: 1 } as object).toArray()).rejects.toMatchObject({ name: 'MongoServerError' });
  });

  test('that take longer than they may are ended', async () => {
    const slow = collection.aggregate(
      [1, 2, 3]
        .map(() => ({ $lookup: { from: 'showtimes', pipeline: [], as: 'all' } }))
        .flatMap((stage) => [stage, { $unwind: '$all' }]),
      { maxTimeMS: 50 },
    );
    await expect(slow.toArray()).rejects.toMatchObject({ code: 50 });
  });
});

describe('aggregation', () => {
  test('groups and sums', async () => {
    const perMovie = await collection
      .aggregate([
        { $match: { sold: { $gt: 0 } } },
        { $group: { _id: '$movie', sold: { $sum: '$sold' }, most: { $max: '$sold' } } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    const expected = [0, 1, 2, 3, 4].map((i) => {
      const sold = showtimes.filter(({ movie }) => movie === `movie ${i}`).map((showtime) => showtime.sold);
      return { _id: `movie ${i}`, sold: sold.reduce((sum, n) => sum + n, 0), most: Math.max(...sold) };
    });
    expect(perMovie).toEqual(expected);
  });

  test('joins collections', async () => {
    const lookup = { from: 'movies', localField: 'movie', foreignField: '_id', as: 'movie' };
    const found = await collection
      .aggregate([{ $match: { _id: { $lt: 3 } } }, { $sort: { _id: 1 } }, { $lookup: lookup }, { $unwind: '$movie' }])
      .toArray();
    expect(found.map((showtime) => (showtime['movie'] as { title: string }).title)).toEqual([
      'Title 0',
      'Title 1',
      'Title 2',
    ]);
  });

  test('answers several questions at once', async () => {
    const [facets] = await collection
      .aggregate([
        {
          $facet: {
            total: [{ $count: 'n' }],
            top: [{ $sort: { sold: -1, _id: 1 } }, { $limit: 1 }, { $project: { sold: 1 } }],
          },
        },
      ])
      .toArray();
    expect(facets).toMatchObject({ total: [{ n: TOTAL }], top: [{ sold: 100 }] });
  });

  test('unwinds, reshapes and dates', async () => {
    const [result] = await collection
      .aggregate([
        { $match: { _id: 1 } },
        { $unwind: '$tags' },
        {
          $set: {
            day: { $dateToString: { date: '$startsAt', format: '%Y-%m-%d' } },
            label: { $concat: ['$movie', ' ', '$tags'] },
          },
        },
        { $group: { _id: '$day', labels: { $push: '$label' } } },
      ])
      .toArray();
    expect(result).toEqual({ _id: '2026-11-21', labels: ['movie 1 3D', 'movie 1 atmos'] });
  });

  test('fetches a long result in batches', async () => {
    const found = await collection.aggregate([{ $sort: { sold: 1, _id: 1 } }], { batchSize: 11 }).toArray();
    expect(found).toHaveLength(TOTAL);
    expect(new Set(found.map(({ _id }) => _id as number)).size).toBe(TOTAL);
  });

  test('writes its result into another collection', async () => {
    await collection
      .aggregate([{ $group: { _id: '$movie', n: { $sum: 1 } } }, { $merge: { into: 'sales' } }])
      .toArray();
    expect(await database.db.collection('sales').countDocuments({ n: 50 })).toBe(5);
  });
});
