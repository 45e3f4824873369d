import { setTimeout as delay } from 'node:timers/promises';
import type { CommandContext, GatewayServices } from './command-context.ts';
import { COMMANDS, type CommandEntry } from './command-table.ts';
import type { Command } from './command.ts';
import { CommandError, errorReply, isInternal, isShutdown, isWriteConflict, toCommandError } from './errors.ts';
import { transientInTransaction } from './transactions.ts';
import { createKeyedQueue, createQueue } from './queues.ts';
import { withTimeLimit } from './time-limit.ts';
import { mayUpsert } from './upserts.ts';
import { encode } from './wire-message.ts';

/** Conflicts outside transactions are tried again this long, in milliseconds, before the client hears of them. */
const CONFLICT_PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 20;

/** Carries out commands one client connection sends; resolves to the reply, which may be a failure, as BSON. */
export type Execute = (command: Command, client: object) => Promise<Uint8Array>;

/** `onFault` hears of what is a fault of the gateway itself; the client gets an answer all the same. */
export function createExecutor(services: GatewayServices, onFault: (fault: unknown) => void): Execute {
  const inTurn = createQueue();
  const upserts = createKeyedQueue();

  async function dispatch(entry: CommandEntry, command: Command, client: object): Promise<Uint8Array> {
    if (command.inTransaction && entry.kind !== 'transaction')
      return runInTransaction(entry, command, client, services);
    const context: CommandContext = { ...services, runner: services.postgres, transaction: undefined };
    const attempt = () => withTimeLimit(command, context, entry.run);
    if (entry.kind === 'data') {
      const run = () => retryingConflicts(attempt);
      return mayUpsert(command) ? upserts(`${command.database}.${String(command.target)}`, run) : run();
    }
    return entry.kind === 'catalogue' ? inTurn(() => retryingConflicts(attempt)) : attempt();
  }

  return async (command, client) => {
    try {
      const entry = COMMANDS.get(command.name);
      if (entry === undefined) throw new CommandError(59, 'CommandNotFound', `no such command: '${command.name}'`);
      return await dispatch(entry, command, client);
    } catch (error) {
      const failure = toCommandError(error);
      if (isInternal(failure)) onFault(error);
      return encode(errorReply(labelled(failure, command)));
    }
  };
}

async function runInTransaction(
  entry: CommandEntry,
  command: Command,
  client: object,
  services: GatewayServices,
): Promise<Uint8Array> {
  if (entry.kind === 'server') {
    throw new CommandError(263, 'OperationNotSupportedInTransaction', `${command.name} cannot run in a transaction`);
  }
  const transaction = await services.transactions.join(command, client);
  try {
    return await entry.run(command, { ...services, runner: transaction.connection, transaction });
  } catch (error) {
    await services.transactions.fail(transaction);
    const failure = toCommandError(error);
    throw isWriteConflict(failure) || isShutdown(failure) ? transientInTransaction(failure) : error;
  }
}

/** A single write that met a conflict had no effect; as in MongoDB, its client need not know. */
async function retryingConflicts(attempt: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const deadline = Date.now() + CONFLICT_PATIENCE_MS;
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isWriteConflict(toCommandError(error)) || Date.now() > deadline) throw error;
      await delay(Math.random() * pause);
    }
  }
}

/** Tells the driver that it may send a numbered command again when the engine was away. */
function labelled(failure: CommandError, command: Command): CommandError {
  const mayRepeat = isShutdown(failure) && command.number !== undefined && failure.labels.length === 0;
  if (!mayRepeat) return failure;
  return failure.with('RetryableWriteError');
}
