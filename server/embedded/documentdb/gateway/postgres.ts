import pg from 'pg';
import type { ClusterConnection } from '../cluster.ts';
import { MAX_POSTGRES_CONNECTIONS } from '../cluster-configuration.ts';

/** A statement that PostgreSQL prepares once for each connection, under its own name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type Parameter = string | number | bigint | boolean | Uint8Array | readonly number[] | null;
export type Row = readonly unknown[];

/** Something that runs statements: the pool, where each may go to another connection, or one connection. */
export interface StatementRunner {
  run(statement: Statement, parameters: readonly Parameter[]): Promise<Row>;
}

/** One PostgreSQL connection, kept until it is released. */
export interface PinnedConnection extends StatementRunner {
  /** Runs plain SQL without parameters: BEGIN, COMMIT and the like. Resolves to the last command's tag. */
  command(sql: string): Promise<string>;
  /** Gives it back; a broken one is thrown away. */
  release(broken: boolean): void;
}

export interface Postgres extends StatementRunner {
  pin(): Promise<PinnedConnection>;
  close(): Promise<void>;
}

/** Opens the pool of connections to the cluster. */
export function openPostgres(connection: ClusterConnection): Postgres {
  const pool = new pg.Pool({
    ...connection,
    max: MAX_POSTGRES_CONNECTIONS,
    idleTimeoutMillis: 120_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced when one is needed.
  pool.on('error', () => {});
  return {
    run: (statement, parameters) => runOn(pool, statement, parameters),
    pin: async () => pinned(await pool.connect()),
    close: () => pool.end(),
  };
}

function pinned(client: pg.PoolClient): PinnedConnection {
  let released = false;
  // A statement under way reports the loss; none may be.
  const ignore = () => {};
  client.on('error', ignore);
  return {
    run: (statement, parameters) => runOn(client, statement, parameters),
    command: async (sql) => {
      const result = (await client.query(sql)) as pg.QueryResult | pg.QueryResult[];
      return (Array.isArray(result) ? result.at(-1)?.command : result.command) ?? '';
    },
    release: (broken) => {
      if (released) return;
      released = true;
      client.off('error', ignore);
      client.release(broken);
    },
  };
}

async function runOn(
  runner: pg.Pool | pg.PoolClient,
  statement: Statement,
  parameters: readonly Parameter[],
): Promise<Row> {
  const values = parameters.map((value) => (typeof value === 'bigint' ? value.toString() : value));
  const { rows } = await runner.query({ ...statement, values, rowMode: 'array' });
  return (rows[0] as Row | undefined) ?? [];
}

const BSON_PREFIX = 'BSONHEX';

/** A column of the engine's BSON type, which arrives as text. */
export function bsonColumn(value: unknown): Buffer {
  return Buffer.from((value as string).slice(BSON_PREFIX.length), 'hex');
}
