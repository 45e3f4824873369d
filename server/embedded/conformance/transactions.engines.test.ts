import { fork } from 'node:child_process';
import type { ClientSession, Collection, MongoError } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, testEngines, type FreshDatabase } from '../testing.ts';

interface Account {
  readonly _id: string;
  readonly balance?: number;
  readonly seen?: number;
}

const DUPLICATE_KEY = 11000;

let database: FreshDatabase;
let accounts: Collection<Account>;
let number = 0;
beforeAll(async () => void (database = await freshDatabase({ maxPoolSize: 60 })));
afterAll(() => database.dispose());
beforeEach(async () => {
  accounts = await database.db.createCollection<Account>(`accounts${number++}`);
  await accounts.insertMany([
    { _id: 'a', balance: 100 },
    { _id: 'b', balance: 0 },
  ]);
});

const balances = async (session?: ClientSession) => {
  const documents = await accounts
    .find({}, session && { session })
    .sort({ _id: 1 })
    .toArray();
  return documents.map(({ balance }) => balance);
};

describe('a transaction', () => {
  test('shows nothing to others until it commits, and everything afterwards', async () => {
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.updateOne({ _id: 'a' }, { $inc: { balance: -30 } }, { session });
    await accounts.updateOne({ _id: 'b' }, { $inc: { balance: 30 } }, { session });
    await accounts.insertOne({ _id: 'c', balance: 1 }, { session });
    expect(await balances(session)).toEqual([70, 30, 1]);
    expect(await balances()).toEqual([100, 0]);
    await session.commitTransaction();
    expect(await balances()).toEqual([70, 30, 1]);
  });

  test('leaves no trace when it aborts', async () => {
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.deleteOne({ _id: 'a' }, { session });
    await accounts.insertOne({ _id: 'c' }, { session });
    await session.abortTransaction();
    expect(await balances()).toEqual([100, 0]);
  });

  test('sees one moment, however much others change', async () => {
    await using session = database.client.startSession();
    session.startTransaction({ readConcern: { level: 'snapshot' } });
    expect(await balances(session)).toEqual([100, 0]);
    await accounts.updateOne({ _id: 'b' }, { $set: { balance: 55 } });
    await accounts.insertOne({ _id: 'c', balance: 9 });
    expect(await balances(session)).toEqual([100, 0]);
    expect(await accounts.countDocuments({}, { session })).toBe(2);
    await session.commitTransaction();
  });

  test('that read what another then changed cannot write over it', async () => {
    await using session = database.client.startSession();
    session.startTransaction();
    const before = await accounts.findOne({ _id: 'a' }, { session });
    await accounts.updateOne({ _id: 'a' }, { $inc: { balance: -100 } });
    const write = accounts.updateOne({ _id: 'a' }, { $set: { balance: (before?.balance ?? 0) - 10 } }, { session });
    await expect(write).rejects.toSatisfy(isTransient);
    await session.abortTransaction();
    expect(await balances()).toEqual([0, 0]);
  });

  test('that meets the open write of another conflicts instead of waiting', async () => {
    await using first = database.client.startSession();
    await using second = database.client.startSession();
    first.startTransaction();
    second.startTransaction();
    await accounts.updateOne({ _id: 'a' }, { $inc: { balance: -1 } }, { session: first });
    const write = accounts.updateOne({ _id: 'a' }, { $inc: { balance: -2 } }, { session: second });
    await expect(write).rejects.toSatisfy((error) => isTransient(error) && codeOf(error) === 112);
    await first.commitTransaction();
    expect(await balances()).toEqual([99, 0]);
  });

  test('ends with a duplicate key, and says so by the number', async () => {
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.insertOne({ _id: 'c' }, { session });
    await expect(accounts.insertOne({ _id: 'a' }, { session })).rejects.toSatisfy(
      (error) => codeOf(error) === DUPLICATE_KEY && !isTransient(error),
    );
    await expect(accounts.findOne({ _id: 'a' }, { session })).rejects.toMatchObject({ code: 251 });
    await session.abortTransaction();
    expect(await accounts.countDocuments()).toBe(2);
  });

  test('can be committed twice, and not after it was aborted', async () => {
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.updateOne({ _id: 'b' }, { $inc: { balance: 1 } }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    expect(await balances()).toEqual([100, 1]);
    session.startTransaction();
    await accounts.updateOne({ _id: 'b' }, { $inc: { balance: 1 } }, { session });
    await session.abortTransaction();
    await expect(session.commitTransaction()).rejects.toThrow();
  });

  test('runs findOneAndUpdate, aggregate and cursors inside', async () => {
    await accounts.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: `n${i}`, balance: i })));
    await using session = database.client.startSession();
    session.startTransaction();
    await accounts.findOneAndUpdate({ _id: 'n0' }, { $set: { balance: 1000 } }, { session });
    const cursor = accounts.find({ _id: /^n/ }, { session, batchSize: 7, sort: { balance: -1 } });
    const found = await cursor.toArray();
    expect(found).toHaveLength(50);
    expect(found[0]).toMatchObject({ _id: 'n0' });
    const sum = accounts.aggregate([{ $group: { _id: null, sum: { $sum: '$balance' } } }], { session });
    expect(await sum.toArray()).toEqual([{ _id: null, sum: 100 + 1000 + (49 * 50) / 2 }]);
    await session.commitTransaction();
  });
});

describe('withTransaction', () => {
  test('tries again until 40 transfers that race have all happened, exactly once each', async () => {
    const transfer = () =>
      database.client.withSession((session) =>
        session.withTransaction(async () => {
          const from = await accounts.findOne({ _id: 'a' }, { session });
          const to = await accounts.findOne({ _id: 'b' }, { session });
          await accounts.updateOne({ _id: 'a' }, { $set: { balance: (from?.balance ?? 0) - 1 } }, { session });
          await accounts.updateOne({ _id: 'b' }, { $set: { balance: (to?.balance ?? 0) + 1 } }, { session });
        }),
      );
    await Promise.all(Array.from({ length: 40 }, transfer));
    expect(await balances()).toEqual([60, 40]);
  });

  test('is needed: the same transfers without a transaction lose some', async () => {
    const transfer = async () => {
      const to = await accounts.findOne({ _id: 'b' });
      await accounts.updateOne({ _id: 'b' }, { $set: { balance: (to?.balance ?? 0) + 1 } });
    };
    await Promise.all(Array.from({ length: 40 }, transfer));
    expect((await balances())[1]).toBeLessThan(40);
  });

  test('lets one of 60 that claim overlapping seats have each seat', async () => {
    const claims = await database.db.createCollection<{ _id: string; order: number }>(`claims${number}`);
    const claim = async (order: number) => {
      const seats = [0, 1, 2, 3].map((i) => ({ _id: `seat ${(order * 3 + i) % 40}`, order }));
      const insert = (session: ClientSession) => session.withTransaction(() => claims.insertMany(seats, { session }));
      return database.client.withSession(insert).then(() => order, codeOf);
    };
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, order) => claim(order)));
    const sold = outcomes.filter((outcome) => outcome !== DUPLICATE_KEY);
    expect(sold).not.toEqual([]);
    const bySeat = await claims.find().toArray();
    expect(bySeat).toHaveLength(sold.length * 4);
    for (const order of sold) expect(bySeat.filter((seat) => seat.order === order)).toHaveLength(4);
  });
});

test('a client that is killed inside a transaction leaves nothing behind', async () => {
  const { mongoUrl, mongoKind } = await testEngines();
  // MongoDB itself does not tie a transaction to a connection, but to a time.
  const limit = { setParameter: 1, transactionLifetimeLimitSeconds: 1 };
  if (mongoKind !== 'documentdb') await database.client.db('admin').command(limit);
  const victim = startVictim(mongoUrl);
  await victim.written;
  expect(await balances()).toEqual([100, 0]);
  victim.kill();
  // Without a transaction it waits for the lock, so that it also shows that the lock is given up.
  await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } });
  expect(await balances()).toEqual([101, 0]);

  function startVictim(url: string): { written: Promise<unknown>; kill: () => void } {
    const program = `
      const { MongoClient } = require('mongodb');
      (async () => {
        const client = new MongoClient(process.argv[1]);
        const session = client.startSession();
        session.startTransaction();
        const accounts = client.db(process.argv[2]).collection(process.argv[3]);
        await accounts.updateOne({ _id: 'a' }, { $set: { balance: -1 } }, { session });
        process.send('written');
      })();`;
    const names = [database.db.databaseName, accounts.collectionName];
    const child = fork('-e', [program, url, ...names], { execArgv: [] });
    return {
      written: new Promise((resolve, reject) => child.once('message', resolve).once('exit', reject)),
      kill: () => void child.kill('SIGKILL'),
    };
  }
});

function isTransient(error: unknown): boolean {
  return (error as MongoError).hasErrorLabel('TransientTransactionError');
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown }).code;
}
