import type { Statement } from './postgres.ts';

/** Calls of DocumentDB's SQL functions; `$1` is the database unless said otherwise. */
const TEXTS = {
  insert: 'SELECT p_result, p_success FROM documentdb_api.insert($1, $2, $3)',
  update: 'SELECT p_result, p_success FROM documentdb_api.update($1, $2, $3)',
  delete: 'SELECT p_result, p_success FROM documentdb_api.delete($1, $2, $3)',
  findAndModify: 'SELECT p_result, p_success FROM documentdb_api.find_and_modify($1, $2)',
  /** Session, number, command, database, body, documents, whether a failure is remembered too. */
  writeOnce: 'SELECT reply, success FROM foyer.write_once($1, $2, $3, $4, $5, $6, $7)',
  sessionNumber: 'SELECT number FROM foyer.session WHERE id = $1',

  find: 'SELECT cursorpage, continuation, cursorid FROM documentdb_api.find_cursor_first_page($1, $2)',
  aggregate: 'SELECT cursorpage, continuation, cursorid FROM documentdb_api.aggregate_cursor_first_page($1, $2)',
  listCollections:
    'SELECT cursorpage, continuation, cursorid FROM documentdb_api.list_collections_cursor_first_page($1, $2)',
  listIndexes: 'SELECT cursorpage, continuation, cursorid FROM documentdb_api.list_indexes_cursor_first_page($1, $2)',
  getMore: 'SELECT cursorpage, continuation FROM documentdb_api.cursor_get_more($1, $2, $3)',
  /** Cursor ids. */
  deleteCursors: 'SELECT documentdb_api_internal.delete_cursors($1)',
  count: 'SELECT document FROM documentdb_api.count_query($1, $2)',
  distinct: 'SELECT document FROM documentdb_api.distinct_query($1, $2)',

  create: 'SELECT documentdb_api.create_collection_view($1, $2)',
  createIndexes: 'SELECT documentdb_api_internal.create_indexes_non_concurrently($1, $2, true)',
  dropIndexes: 'SELECT documentdb_api_internal.drop_indexes_non_concurrently($1, $2)',
  drop: 'SELECT documentdb_api.drop_collection($1, $2)',
  dropDatabase: 'SELECT documentdb_api.drop_database($1)',
  collMod: 'SELECT documentdb_api.coll_mod($1, $2, $3)',
  /** The command. */
  renameCollection: 'SELECT documentdb_api.rename_collection($1::documentdb_core.bson)',
  collStats: 'SELECT documentdb_api.coll_stats($1, $2)',
  dbStats: 'SELECT documentdb_api.db_stats($1)',
  listDatabases: 'SELECT documentdb_api.list_databases($1)',
  validate: 'SELECT document FROM documentdb_api.validate($1, $2)',
  /** A cron schedule. */
  scheduleExpiry: "SELECT cron.alter_job(jobid, schedule := $1) FROM cron.job WHERE jobname = 'documentdb_ttl_task'",
} as const;

type StatementName = keyof typeof TEXTS;

/** Each text under the name by which PostgreSQL keeps it prepared. */
export const Statements = Object.fromEntries(
  Object.entries(TEXTS).map(([name, text]) => [name, { name, text }]),
) as Readonly<Record<StatementName, Statement>>;
