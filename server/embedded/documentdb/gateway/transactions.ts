import type { Command } from './command.ts';
import { CommandError, isWriteConflict, toCommandError } from './errors.ts';
import type { PinnedConnection, Postgres } from './postgres.ts';
import { Statements } from './statements.ts';

/** As in MongoDB: a transaction that its client forgot is rolled back after a minute. */
const LIFETIME_MS = 60_000;

/**
 * Snapshot isolation, as in MongoDB: a write to a document that changed since the transaction began is a conflict.
 * A lock held by another transaction is a conflict, too, almost at once.
 */
const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL lock_timeout = 10';

/** One open transaction of a client session, on a PostgreSQL connection of its own. */
export interface Transaction {
  readonly sessionId: string;
  readonly number: bigint;
  readonly connection: PinnedConnection;
  /** Client connections that it was used from; without any of them nobody is left to end it. */
  readonly clients: Set<object>;
  readonly expiry: NodeJS.Timeout;
}

export interface Transactions {
  /** The transaction that the command belongs to, begun by its first command. @throws CommandError NoSuchTransaction */
  join(command: Command, client: object): Promise<Transaction>;
  /** Makes its writes durable and visible. Asked again after a lost reply, it answers the same. */
  commit(command: Command): Promise<void>;
  abort(command: Command): Promise<void>;
  /** Rolls it back because a command in it has failed. */
  fail(transaction: Transaction): Promise<void>;
  /** Rolls back what only this client has used. */
  leave(client: object): void;
  /** Ends the sessions' open transactions. */
  endSessions(sessionIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export function createTransactions(postgres: Postgres): Transactions {
  const open = new Map<string, Transaction>();

  async function begin(command: Command, sessionId: string): Promise<Transaction> {
    await discard(open.get(sessionId));
    const connection = await postgres.pin();
    const number = command.number ?? 0n;
    const expiry = setTimeout(() => void discard(open.get(sessionId)), LIFETIME_MS);
    expiry.unref();
    const transaction = { sessionId, number, connection, clients: new Set<object>(), expiry };
    open.set(sessionId, transaction);
    try {
      await connection.command(BEGIN);
    } catch (error) {
      await discard(transaction);
      throw transientInTransaction(toCommandError(error));
    }
    return transaction;
  }

  /** Takes it off the books, so that nobody else uses it, and frees its connection with `last` as the final word. */
  async function finish(transaction: Transaction, last: string): Promise<string> {
    const { sessionId, connection, expiry } = transaction;
    if (open.get(sessionId) === transaction) open.delete(sessionId);
    clearTimeout(expiry);
    try {
      const tag = await connection.command(last);
      connection.release(false);
      return tag;
    } catch (error) {
      connection.release(true);
      throw error;
    }
  }

  async function discard(transaction: Transaction | undefined): Promise<void> {
    if (transaction === undefined || open.get(transaction.sessionId) !== transaction) return;
    // A connection that cannot even roll back is thrown away, which rolls back as well.
    await finish(transaction, 'ROLLBACK').catch(() => {});
  }

  function find(command: Command): Transaction | undefined {
    const transaction = open.get(command.sessionId ?? '');
    return transaction?.number === command.number ? transaction : undefined;
  }

  async function wasCommitted(command: Command): Promise<boolean> {
    const sessionId = Buffer.from(command.sessionId ?? '', 'hex');
    const [number] = await postgres.run(Statements.sessionNumber, [sessionId]);
    return number !== undefined && BigInt(number as string) === command.number;
  }

  return {
    async join(command, client) {
      const { sessionId } = command;
      if (sessionId === undefined) throw new CommandError(72, 'InvalidOptions', 'a transaction needs a session');
      const transaction = command.startsTransaction ? await begin(command, sessionId) : find(command);
      if (transaction === undefined) throw noSuchTransaction(command);
      transaction.clients.add(client);
      return transaction;
    },

    async commit(command) {
      const transaction = find(command);
      if (transaction === undefined) {
        if (await wasCommitted(command)) return;
        throw noSuchTransaction(command);
      }
      try {
        const tag = await finish(transaction, `${rememberCommit(transaction)}; COMMIT`);
        if (tag !== 'COMMIT') throw noSuchTransaction(command);
      } catch (error) {
        const failure = toCommandError(error);
        throw isWriteConflict(failure) ? transientInTransaction(failure) : failure;
      }
    },

    async abort(command) {
      const transaction = find(command);
      if (transaction === undefined) throw noSuchTransaction(command);
      await discard(transaction);
    },

    fail: discard,

    leave(client) {
      for (const transaction of open.values()) {
        if (transaction.clients.delete(client) && transaction.clients.size === 0) void discard(transaction);
      }
    },

    async endSessions(sessionIds) {
      for (const sessionId of sessionIds) await discard(open.get(sessionId));
    },

    async close() {
      for (const transaction of open.values()) await discard(transaction);
    },
  };
}

/** Written with the transaction itself, so that a commit whose reply was lost is known even after a crash. */
function rememberCommit({ sessionId, number }: Transaction): string {
  return `INSERT INTO foyer.session (id, number) VALUES ('\\x${sessionId}', ${number})
    ON CONFLICT (id) DO UPDATE SET number = EXCLUDED.number, reply = NULL, touched_at = now()`;
}

function noSuchTransaction(command: Command): CommandError {
  const message = `transaction ${command.number} has been rolled back or never began`;
  return new CommandError(251, 'NoSuchTransaction', message, [TRANSIENT]);
}

const TRANSIENT = 'TransientTransactionError';

/** Conflicts and a lost engine pass: the driver may run the whole transaction again. */
export function transientInTransaction(failure: CommandError): CommandError {
  return failure.with(TRANSIENT);
}
