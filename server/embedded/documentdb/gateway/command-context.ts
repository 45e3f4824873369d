import type { Command } from './command.ts';
import type { Cursors } from './cursors.ts';
import type { Postgres, StatementRunner } from './postgres.ts';
import type { Transaction, Transactions } from './transactions.ts';

/** What all commands share. */
export interface GatewayServices {
  readonly postgres: Postgres;
  readonly transactions: Transactions;
  readonly cursors: Cursors;
  /** `host:port` under which clients reach the gateway. */
  readonly address: string;
}

/** What one command runs with. */
export interface CommandContext extends GatewayServices {
  /** The transaction's connection, or any. */
  readonly runner: StatementRunner;
  readonly transaction: Transaction | undefined;
}

/** Carries out a command; resolves to the reply, as BSON. @throws CommandError, or the engine's failure. */
export type CommandHandler = (command: Command, context: CommandContext) => Promise<Uint8Array>;
