import type { Long } from 'bson';
import { onDemand } from 'bson';
import type { CommandContext, CommandHandler } from './command-context.ts';
import { arrayField, type Command } from './command.ts';
import { firstBatch } from './cursors.ts';
import { bsonColumn, type Statement } from './postgres.ts';
import { Statements } from './statements.ts';
import { encode } from './wire-message.ts';

/** A command whose result is fetched in batches. */
export function openCursor(statement: Statement): CommandHandler {
  return async (command, { runner, cursors, transaction }) => {
    const row = await runner.run(statement, [command.database, command.body]);
    const { page, continuation, id } = firstBatch(row);
    cursors.keep(id, continuation, transaction);
    return page;
  };
}

/** A command that one function answers with one document. */
export function answerWith(statement: Statement): CommandHandler {
  return async (command, { runner }) => {
    const [document] = await runner.run(statement, [command.database, command.body]);
    return bsonColumn(document);
  };
}

export async function getMore(command: Command, context: CommandContext): Promise<Uint8Array> {
  const { runner, cursors, transaction } = context;
  const id = cursorIdOf(command);
  const continuation = cursors.continuation(id, transaction);
  const [page, rest] = await runner.run(Statements.getMore, [command.database, command.body, continuation]);
  cursors.keep(id, rest ?? null, transaction);
  return bsonColumn(page);
}

/** The command's own value is a 64-bit integer, too large for a number to hold. */
function cursorIdOf(command: Command): string {
  for (const [, , , offset] of onDemand.parseToElements(command.body))
    return command.body.readBigInt64LE(offset).toString();
  return '0';
}

export async function killCursors(command: Command, { cursors }: CommandContext): Promise<Uint8Array> {
  const ids = arrayField<Long>(command, 'cursors');
  const cursorsKilled = await cursors.kill(ids);
  const cursorsNotFound = ids.filter((id) => !cursorsKilled.includes(id));
  return encode({ cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 });
}
