import type { Document } from 'bson';
import pg from 'pg';

/** An answer of MongoDB's kind: a numbered failure, perhaps with labels that tell the driver what to do next. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: number;
  readonly codeName: string;
  readonly labels: readonly string[];

  constructor(code: number, codeName: string, message: string, labels: readonly string[] = []) {
    super(message);
    this.code = code;
    this.codeName = codeName;
    this.labels = labels;
  }
}

type NumberedError = readonly [code: number, codeName: string];

export const WRITE_CONFLICT: NumberedError = [112, 'WriteConflict'];
const DUPLICATE_KEY: NumberedError = [11000, 'DuplicateKey'];
const SHUTDOWN: NumberedError = [91, 'ShutdownInProgress'];
const UNKNOWN: NumberedError = [8, 'UnknownError'];

/** PostgreSQL's and DocumentDB's SQLSTATEs (the latter begin with M) and the errors of MongoDB that they stand for. */
const BY_SQLSTATE: Readonly<Record<string, NumberedError>> = {
  // A lock was not free in time, a snapshot is outdated, a deadlock was broken, two made the same thing at once.
  '55P03': WRITE_CONFLICT,
  '40001': WRITE_CONFLICT,
  '40P01': WRITE_CONFLICT,
  '23505': WRITE_CONFLICT,
  '23P01': DUPLICATE_KEY,
  M001C: DUPLICATE_KEY,
  M00CO: [121, 'DocumentValidationFailure'],
  M000U: [115, 'CommandNotSupported'],
  '57014': [50, 'MaxTimeMSExpired'],
  '53100': [14031, 'OutOfDiskSpace'],
  FY225: [225, 'TransactionTooOld'],
  '0A000': [238, 'NotImplemented'],
};

/** SQLSTATEs of an engine that is ending, starting, or gone. */
const GONE = /^(08|57P0[1-5]|53300)/;

export function mongoErrorOf(sqlState: string): NumberedError {
  if (GONE.test(sqlState)) return SHUTDOWN;
  return BY_SQLSTATE[sqlState] ?? UNKNOWN;
}

/** Any failure of the engine as an answer for the client. @throws what is no failure of the engine, but a bug. */
export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof pg.DatabaseError) {
    const [code, codeName] = mongoErrorOf(error.code ?? '');
    const state = codeName === UNKNOWN[1] ? ` (${error.code})` : '';
    return new CommandError(code, codeName, error.message + state);
  }
  if (isConnectionLoss(error)) return new CommandError(...SHUTDOWN, `the engine is away: ${(error as Error).message}`);
  throw error;
}

/** `pg` reports a lost connection by a plain Error, or by the operating system's. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'syscall' in error || /^Connection terminated|^timeout exceeded|not queryable/.test(error.message);
}

export function isWriteConflict(error: CommandError): boolean {
  return error.code === WRITE_CONFLICT[0];
}

/** The engine was away, not unwilling: the driver may send the same again once it is back. */
export function isShutdown(error: CommandError): boolean {
  return error.code === SHUTDOWN[0];
}

export function errorReply(error: CommandError): Document {
  const { code, codeName, message, labels } = error;
  return { ok: 0, errmsg: message, code, codeName, ...(labels.length > 0 && { errorLabels: labels }) };
}

/**
 * DocumentDB reports the failures of single statements by a SQLSTATE packed into an integer, six bits a character
 * beginning with `0`.
 */
export function unpackSqlState(packed: number): string {
  const characters = [0, 6, 12, 18, 24].map((shift) => ((packed >> shift) & 63) + 48);
  return String.fromCharCode(...characters);
}
