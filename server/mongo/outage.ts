import {
  MongoError,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoOperationTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';

const outages = [MongoNetworkError, MongoServerSelectionError, MongoNotConnectedError, MongoOperationTimeoutError];

/**
 * What a server answers that is on its way down or just handed its work on: ShutdownInProgress, PrimarySteppedDown,
 * NotWritablePrimary, InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk.
 */
const farewells: ReadonlySet<unknown> = new Set([91, 189, 10_107, 11_600, 11_602, 13_435]);

/** Whether an error says that MongoDB doesn't answer, or that it isn't known whether a commit happened. */
export function isMongoOutage(error: unknown): boolean {
  if (outages.some((outage) => error instanceof outage)) return true;
  if (error instanceof MongoServerError && farewells.has(error.code)) return true;
  return error instanceof MongoError && error.hasErrorLabel('UnknownTransactionCommitResult');
}
