import type { Document } from 'bson';
import type { CommandContext, CommandHandler } from './command-context.ts';
import type { Command } from './command.ts';
import { DUPLICATE_KEY, mongoErrorOf, unpackSqlState, WRITE_CONFLICT } from './error-codes.ts';
import { CommandError } from './errors.ts';
import { bsonColumn, type Parameter, type Row, type Statement, type StatementRunner } from './postgres.ts';
import { Statements } from './statements.ts';
import { decode, encode } from './wire-message.ts';

export type WriteName = 'insert' | 'update' | 'delete' | 'findAndModify';

/** What the engine answers to a write. */
interface WriteOutcome {
  readonly reply: Buffer;
  /** False when some statement failed; the reply says which. */
  readonly success: boolean;
}

/** A command that writes. In a transaction the driver never sends it twice, so that it is not remembered there. */
export function writeWith(name: WriteName): CommandHandler {
  return async (command, context) => {
    const { transaction, runner } = context;
    const call = callFor(name, command, transaction === undefined);
    if (transaction !== undefined) return answerInTransaction(await runOnce(runner, call), context);
    return command.statements > 1 ? writeBatch(call, context) : answer(await runOnce(runner, call));
  };
}

interface Call {
  readonly statement: Statement;
  readonly parameters: readonly Parameter[];
}

function callFor(name: WriteName, command: Command, isRemembered: boolean): Call {
  const { database, body, sequence, sessionId, number, statements } = command;
  if (isRemembered && number !== undefined && sessionId !== undefined) {
    const session = Buffer.from(sessionId, 'hex');
    const parameters = [session, number, name, database, body, sequence, statements > 1];
    return { statement: Statements.writeOnce, parameters };
  }
  const parameters = name === 'findAndModify' ? [database, body] : [database, body, sequence];
  return { statement: Statements[name], parameters };
}

async function runOnce(runner: StatementRunner, { statement, parameters }: Call): Promise<WriteOutcome> {
  const [reply, success]: Row = await runner.run(statement, parameters);
  return { reply: bsonColumn(reply), success: success === true };
}

/**
 * Several statements in one command: those before a conflict have already been carried out, so that the whole batch is
 * taken back before it is tried again.
 */
async function writeBatch(call: Call, { postgres }: CommandContext): Promise<Uint8Array> {
  const connection = await postgres.pin();
  let finished = false;
  try {
    // Both at once, and both waited for: when the engine dies, both fail.
    const [, outcome] = await Promise.all([connection.command('BEGIN'), runOnce(connection, call)]);
    const reply = outcome.success ? outcome.reply : encode(withMongoErrors(outcome.reply));
    await connection.command('COMMIT');
    finished = true;
    return reply;
  } catch (error) {
    if (!finished)
      finished = await connection.command('ROLLBACK').then(
        () => true,
        () => false,
      );
    throw error;
  } finally {
    connection.release(!finished);
  }
}

function answer({ reply, success }: WriteOutcome): Uint8Array {
  return success ? reply : encode(withMongoErrors(reply));
}

/** As in MongoDB, one failed statement ends the transaction. */
async function answerInTransaction(outcome: WriteOutcome, context: CommandContext): Promise<Uint8Array> {
  if (outcome.success) return outcome.reply;
  const reply = encode(withMongoErrors(outcome.reply));
  if (context.transaction !== undefined) await context.transactions.fail(context.transaction);
  return reply;
}

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

/** The reply with MongoDB's numbers for what failed. @throws CommandError when a statement met a conflict. */
function withMongoErrors(bytes: Buffer): Document {
  const reply = decode(bytes);
  const writeErrors = ((reply['writeErrors'] ?? []) as WriteError[]).map((error) => {
    const numbered = mongoErrorOf(unpackSqlState(error.code));
    const [code] = numbered;
    if (numbered === WRITE_CONFLICT) throw new CommandError(...numbered, error.errmsg);
    return { ...error, code, errmsg: describe(code, error.errmsg) };
  });
  return { ...reply, writeErrors };
}

/** Drivers and people look for the number in the text as well. */
function describe(code: number, message: string): string {
  return code === DUPLICATE_KEY[0] ? `E11000 duplicate key error: ${message}` : message;
}
