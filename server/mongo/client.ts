import {
  MongoBulkWriteError,
  MongoClient,
  MongoServerError,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type OptionalUnlessRequiredId,
} from 'mongodb';
import { collectionsOf, type Collections } from './collections.ts';

/** One connection to MongoDB for a program. */
export interface Mongo {
  readonly client: MongoClient;
  readonly db: Db;
  readonly collections: Collections;
  /** Resolves when the database answers; throws when it doesn't within `timeoutMS`. */
  ping(timeoutMS: number): Promise<void>;
  close(): Promise<void>;
}

/** Connects and checks that the database answers. Throws the driver's error when it doesn't within five seconds. */
export async function connectMongo(url: string): Promise<Mongo> {
  const client = new MongoClient(url, {
    appName: 'foyer',
    serverSelectionTimeoutMS: 5_000,
    maxPoolSize: 32,
    // An acknowledged sale must survive the loss of the server that acknowledged it.
    writeConcern: { w: 'majority', journal: true },
    ignoreUndefined: true,
  });
  try {
    await client.connect();
  } catch (error) {
    await client.close();
    throw error;
  }
  const db = client.db();
  return {
    client,
    db,
    collections: collectionsOf(db),
    async ping(timeoutMS) {
      await db.command({ ping: 1 }, { timeoutMS });
    },
    close: () => client.close(),
  };
}

/** A running transaction, as services pass it on to repositories. */
export type Transaction = ClientSession;

/**
 * Runs `work` in one transaction: all of it or nothing. The driver repeats `work` after a write conflict, so it may
 * only touch the database (with the session it is given) and must not have effects elsewhere.
 */
export async function inTransaction<Result>(
  mongo: Mongo,
  work: (session: ClientSession) => Promise<Result>,
): Promise<Result> {
  return mongo.client.withSession((session) =>
    session.withTransaction(() => work(session), {
      readConcern: { level: 'snapshot' },
      writeConcern: { w: 'majority', journal: true },
      timeoutMS: 10_000,
    }),
  );
}

const duplicateKey = 11_000;

/** Whether a write was refused because a unique key is taken. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicateKey;
}

/** A unique key inside a transaction was taken; `claim` says which of the guards refused. The transaction is aborted. */
export class ClaimRefused extends Error {
  readonly claim: string;

  constructor(claim: string) {
    super(`the claim on ${claim} was refused: somebody else has it`);
    this.name = 'ClaimRefused';
    this.claim = claim;
  }
}

/** Runs an insert whose unique key is a guard; a taken key becomes `ClaimRefused(claim)`. */
export async function claiming<Result>(claim: string, insert: () => Promise<Result>): Promise<Result> {
  try {
    return await insert();
  } catch (error) {
    if (isDuplicateKey(error)) throw new ClaimRefused(claim);
    throw error;
  }
}

/** Inserts the documents that are not there yet, by their `_id`s; ones that are there are left as they are. */
export async function insertMissing<Kind extends Document>(
  collection: Collection<Kind>,
  documents: readonly OptionalUnlessRequiredId<Kind>[],
): Promise<void> {
  if (documents.length === 0) return;
  try {
    await collection.insertMany(documents, { ordered: false });
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
}

function isOnlyDuplicates(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  const failures = [error.writeErrors].flat();
  return failures.length > 0 && failures.every(({ code }) => code === duplicateKey);
}
