import { Long } from 'bson';
import { CommandError } from './errors.ts';
import { Statements } from './statements.ts';
import type { Postgres, Row } from './postgres.ts';
import { bsonColumn } from './postgres.ts';
import type { Transaction } from './transactions.ts';

/** As in MongoDB: a cursor that nobody has asked for this long is given up. */
const IDLE_TIMEOUT_MS = 10 * 60_000;

/** What is needed to fetch a result's next batch. */
interface Cursor {
  readonly continuation: Buffer;
  /** The transaction that it reads in, if any; it ends with that. */
  readonly transaction: Transaction | undefined;
  readonly expiry: NodeJS.Timeout;
}

export interface Cursors {
  /** Remembers the result's rest, unless there is none. */
  keep(id: string, continuation: unknown, transaction: Transaction | undefined): void;
  /** @throws CommandError CursorNotFound */
  continuation(id: string, transaction: Transaction | undefined): Buffer;
  /** Forgets them and frees what the engine keeps for them. Resolves to those that existed. */
  kill(ids: readonly Long[]): Promise<Long[]>;
  close(): void;
}

export function createCursors(postgres: Postgres): Cursors {
  const cursors = new Map<string, Cursor>();

  function forget(id: string): boolean {
    clearTimeout(cursors.get(id)?.expiry);
    return cursors.delete(id);
  }

  async function kill(ids: readonly Long[]): Promise<Long[]> {
    const known = ids.filter((id) => forget(id.toString()));
    if (known.length > 0) await postgres.run(Statements.deleteCursors, [`{${known.join(',')}}`]);
    return known;
  }

  return {
    keep(id, continuation, transaction) {
      forget(id);
      if (continuation === null) return;
      const expiry = setTimeout(() => void kill([Long.fromString(id)]).catch(() => {}), IDLE_TIMEOUT_MS);
      expiry.unref();
      cursors.set(id, { continuation: bsonColumn(continuation), transaction, expiry });
    },

    continuation(id, transaction) {
      const cursor = cursors.get(id);
      if (cursor !== undefined && cursor.transaction === transaction) return cursor.continuation;
      throw new CommandError(43, 'CursorNotFound', `cursor id ${id} not found`);
    },

    kill,

    close() {
      for (const id of cursors.keys()) forget(id);
    },
  };
}

/** The columns of a statement that gives the first batch of a result. */
export function firstBatch([page, continuation, id]: Row): { page: Buffer; continuation: unknown; id: string } {
  return { page: bsonColumn(page), continuation, id: String(id) };
}
