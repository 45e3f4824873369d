/** An error as MongoDB numbers and names it. */
export type NumberedError = readonly [code: number, codeName: string];

export const INTERNAL: NumberedError = [1, 'InternalError'];
export const UNKNOWN: NumberedError = [8, 'UnknownError'];
export const SHUTDOWN: NumberedError = [91, 'ShutdownInProgress'];
export const WRITE_CONFLICT: NumberedError = [112, 'WriteConflict'];
export const DUPLICATE_KEY: NumberedError = [11000, 'DuplicateKey'];

/** PostgreSQL's and DocumentDB's SQLSTATEs (the latter begin with M) and the errors of MongoDB that they stand for. */
const BY_SQLSTATE: Readonly<Record<string, NumberedError>> = {
  // A lock was not free in time, a snapshot is outdated, a deadlock was broken, two made the same thing at once.
  '55P03': WRITE_CONFLICT,
  '40001': WRITE_CONFLICT,
  '40P01': WRITE_CONFLICT,
  '23505': WRITE_CONFLICT,
  // A unique secondary index is an exclusion constraint.
  '23P01': DUPLICATE_KEY,
  M001C: DUPLICATE_KEY,
  M0001: [2, 'BadValue'],
  M0003: [9, 'FailedToParse'],
  M0004: [14, 'TypeMismatch'],
  M0008: [26, 'NamespaceNotFound'],
  M0009: [27, 'IndexNotFound'],
  M000A: [28, 'PathNotViable'],
  M000D: [40, 'ConflictingUpdateOperators'],
  M000F: [48, 'NamespaceExists'],
  M000M: [66, 'ImmutableField'],
  M000N: [67, 'CannotCreateIndex'],
  M000Q: [73, 'InvalidNamespace'],
  M000R: [85, 'IndexOptionsConflict'],
  M000S: [86, 'IndexKeySpecsConflict'],
  M000U: [115, 'CommandNotSupported'],
  M00CO: [121, 'DocumentValidationFailure'],
  M001M: [15955, 'Location15955'],
  M007U: [40324, 'Location40324'],
  M0088: [40415, 'Location40415'],
  M009H: [51091, 'Location51091'],
  '57014': [50, 'MaxTimeMSExpired'],
  '53100': [14031, 'OutOfDiskSpace'],
  // Raised by our own function for writes that come out of order.
  FY225: [225, 'TransactionTooOld'],
  '0A000': [238, 'NotImplemented'],
};

/** SQLSTATEs of an engine that is ending, starting, or gone. */
const GONE = /^(08|57P0[1-5]|53300)/;

export function mongoErrorOf(sqlState: string): NumberedError {
  if (GONE.test(sqlState)) return SHUTDOWN;
  return BY_SQLSTATE[sqlState] ?? UNKNOWN;
}

/**
 * DocumentDB reports the failures of single statements by a SQLSTATE packed into an integer, six bits a character
 * beginning with `0`.
 */
export function unpackSqlState(packed: number): string {
  const characters = [0, 6, 12, 18, 24].map((shift) => ((packed >> shift) & 63) + 48);
  return String.fromCharCode(...characters);
}
