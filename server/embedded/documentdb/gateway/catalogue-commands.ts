import type { CommandContext, CommandHandler } from './command-context.ts';
import type { Command } from './command.ts';
import { CommandError } from './errors.ts';
import { bsonColumn, type Statement } from './postgres.ts';
import { Statements } from './statements.ts';
import { encode } from './wire-message.ts';

/** Commands on databases, collections and indexes. */

export async function drop(command: Command, { runner }: CommandContext): Promise<Uint8Array> {
  await runner.run(Statements.drop, [command.database, String(command.target)]);
  return encode({ ns: `${command.database}.${String(command.target)}`, ok: 1 });
}

export async function dropDatabase(command: Command, { runner }: CommandContext): Promise<Uint8Array> {
  await runner.run(Statements.dropDatabase, [command.database]);
  return encode({ dropped: command.database, ok: 1 });
}

export async function collMod(command: Command, { runner }: CommandContext): Promise<Uint8Array> {
  const [reply] = await runner.run(Statements.collMod, [command.database, String(command.target), command.body]);
  return bsonColumn(reply);
}

export async function collStats(command: Command, { runner }: CommandContext): Promise<Uint8Array> {
  const [reply] = await runner.run(Statements.collStats, [command.database, String(command.target)]);
  return bsonColumn(reply);
}

/** A command of the admin database that takes its whole body as the only argument. */
export function administerWith(statement: Statement): CommandHandler {
  return async (command, { runner }) => {
    const [reply] = await runner.run(statement, [command.body]);
    return typeof reply === 'string' && reply !== '' ? bsonColumn(reply) : encode({ ok: 1 });
  };
}

export async function dbStats(command: Command, { runner }: CommandContext): Promise<Uint8Array> {
  const [reply] = await runner.run(Statements.dbStats, [command.database]);
  return bsonColumn(reply);
}

/** The setting of mongod that tests use to see documents expire soon. */
const EXPIRY_INTERVAL = 'ttlMonitorSleepSecs';

export async function setParameter(command: Command, { runner }: CommandContext): Promise<Uint8Array> {
  const seconds: unknown = command.document()[EXPIRY_INTERVAL];
  if (typeof seconds !== 'number' || seconds < 1 || seconds > 60) {
    throw new CommandError(72, 'InvalidOptions', `only ${EXPIRY_INTERVAL} from 1 to 60 can be set`);
  }
  await runner.run(Statements.scheduleExpiry, [seconds === 60 ? '* * * * *' : `${seconds} seconds`]);
  return encode({ ok: 1 });
}
