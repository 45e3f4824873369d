import { MongoBulkWriteError, MongoServerError, type BulkWriteResult } from 'mongodb';

const transient = 'TransientTransactionError';

/** A unique key is taken. */
export function duplicateKey(collection: string, key: string): MongoServerError {
  return new MongoServerError({ message: `E11000 duplicate key error collection: ${collection} ${key}`, code: 11_000 });
}

/** `insertMany` tells of taken keys in its own way. */
export function duplicateKeys(collection: string, keys: readonly string[]): MongoBulkWriteError {
  const { message } = duplicateKey(collection, keys[0] ?? '');
  const writeErrors = keys.map((_key, index) => ({
    code: 11_000,
    index,
    errmsg: message,
    err: { index, errmsg: message },
  }));
  return new MongoBulkWriteError({ message, code: 11_000, writeErrors: writeErrors as never }, {} as BulkWriteResult);
}

/** Somebody else changed the document since the transaction began, or is about to. */
export function writeConflict(): MongoServerError {
  return new MongoServerError({ message: 'WriteConflict', code: 112, errorLabels: [transient] });
}

/** The server doesn't have this transaction any more. */
export function noSuchTransaction(): MongoServerError {
  return new MongoServerError({ message: 'NoSuchTransaction', code: 251, errorLabels: [transient] });
}
