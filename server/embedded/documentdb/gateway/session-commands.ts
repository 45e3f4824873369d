import type { CommandContext } from './command-context.ts';
import { arrayField, type Command } from './command.ts';
import { encode } from './wire-message.ts';

/** Commands on sessions and their transactions. */

export async function commitTransaction(command: Command, { transactions }: CommandContext): Promise<Uint8Array> {
  await transactions.commit(command);
  return encode({ ok: 1 });
}

export async function abortTransaction(command: Command, { transactions }: CommandContext): Promise<Uint8Array> {
  await transactions.abort(command);
  return encode({ ok: 1 });
}

/** Sessions hold nothing but their transaction here. */
export async function endSessions(command: Command, { transactions }: CommandContext): Promise<Uint8Array> {
  const sessions = arrayField<{ id: Buffer }>(command, command.name);
  await transactions.endSessions(sessions.map(({ id }) => Buffer.from(id).toString('hex')));
  return encode({ ok: 1 });
}
