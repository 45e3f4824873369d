import type { Document } from 'bson';
import pg from 'pg';
import { INTERNAL, mongoErrorOf, SHUTDOWN, UNKNOWN, WRITE_CONFLICT } from './error-codes.ts';

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

  with(label: string): CommandError {
    return new CommandError(this.code, this.codeName, this.message, [label]);
  }
}

/** Any failure as an answer for the client. What is no failure of the engine, but a fault of the gateway, is internal. */
export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof pg.DatabaseError) {
    const numbered = mongoErrorOf(error.code ?? '');
    const state = numbered === UNKNOWN ? ` (${error.code})` : '';
    return new CommandError(...numbered, error.message + state);
  }
  const { message } = error as Error;
  return isConnectionLoss(error)
    ? new CommandError(...SHUTDOWN, `the engine is away: ${message}`)
    : new CommandError(...INTERNAL, message);
}

/** `pg` reports a lost connection by a plain Error, or by the operating system's. */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return 'syscall' in error || /^Connection terminated|^timeout exceeded|not queryable/.test(error.message);
}

/** The gateway itself is at fault. */
export function isInternal({ code }: CommandError): boolean {
  return code === INTERNAL[0];
}

export function isWriteConflict({ code }: CommandError): boolean {
  return code === WRITE_CONFLICT[0];
}

/** The engine was away, not unwilling: the driver may send the same again once it is back. */
export function isShutdown({ code }: CommandError): boolean {
  return code === SHUTDOWN[0];
}

export function errorReply({ code, codeName, message, labels }: CommandError): Document {
  return { ok: 0, errmsg: message, code, codeName, ...(labels.length > 0 && { errorLabels: labels }) };
}
