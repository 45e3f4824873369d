import {
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerSelectionError,
} from 'mongodb';

const outages = [MongoNetworkError, MongoServerSelectionError, MongoNotConnectedError, MongoOperationTimeoutError];

/** Whether an error says that MongoDB doesn't answer, or that it isn't known whether a commit happened. */
export function isMongoOutage(error: unknown): boolean {
  if (outages.some((outage) => error instanceof outage)) return true;
  return error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
}
