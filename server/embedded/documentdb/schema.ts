import type pg from 'pg';

/** Jobs that DocumentDB schedules for the index builds that it does in the background; ours are done at once. */
const UNUSED_JOBS = ['documentdb_index_build_task_1', 'documentdb_index_build_task_2'];

/** Installs the extension and what the gateway keeps for itself; brings an older cluster up to date. */
export async function prepareSchema(client: pg.Client): Promise<void> {
  await client.query('CREATE EXTENSION IF NOT EXISTS documentdb CASCADE');
  await updateExtensions(client);
  await client.query('SELECT cron.unschedule(jobname) FROM cron.job WHERE jobname = ANY($1)', [UNUSED_JOBS]);
  await client.query(SESSION_TABLE);
  await client.query(WRITE_ONCE);
}

/** Packages fetched again may be newer than the cluster. */
async function updateExtensions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM pg_available_extensions
      WHERE name IN ('documentdb_core', 'documentdb') AND installed_version <> default_version
      ORDER BY name = 'documentdb'`,
  );
  for (const { name } of rows) await client.query(`ALTER EXTENSION ${name} UPDATE`);
}

/**
 * The last numbered write or transaction of each client session, as MongoDB keeps it, so that a retry after a lost
 * reply (even one lost to a crash) gets that reply and has no second effect. Written in the transaction of the write
 * itself. Half-filled pages let PostgreSQL update a row in place.
 */
const SESSION_TABLE = `
CREATE SCHEMA IF NOT EXISTS foyer;
CREATE TABLE IF NOT EXISTS foyer.session (
  id bytea PRIMARY KEY,
  number bigint NOT NULL,
  reply bytea,
  success boolean,
  touched_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
DELETE FROM foyer.session WHERE touched_at < now() - interval '1 day';
`;

/**
 * Runs a write at most once for a session's number. Concurrent retries wait for each other at the lock. A single
 * statement that failed changed nothing and is not remembered; a batch may have carried out others before it.
 */
const WRITE_ONCE = `
CREATE OR REPLACE FUNCTION foyer.write_once(
  session_id bytea, session_number bigint, command text, database text,
  body documentdb_core.bson, documents documentdb_core.bsonsequence, keeps_failure boolean,
  OUT reply documentdb_core.bson, OUT success boolean)
LANGUAGE plpgsql AS $$
DECLARE
  known foyer.session;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(encode(session_id, 'hex'), 0));
  SELECT * INTO known FROM foyer.session WHERE id = session_id;
  IF known.number = session_number THEN
    reply := known.reply::documentdb_core.bson;
    success := known.success;
    RETURN;
  ELSIF known.number > session_number THEN
    RAISE EXCEPTION 'write % of this session came after write %', session_number, known.number USING ERRCODE = 'FY225';
  END IF;
  CASE command
    WHEN 'insert' THEN
      SELECT p_result, p_success INTO reply, success FROM documentdb_api.insert(database, body, documents);
    WHEN 'update' THEN
      SELECT p_result, p_success INTO reply, success FROM documentdb_api.update(database, body, documents);
    WHEN 'delete' THEN
      SELECT p_result, p_success INTO reply, success FROM documentdb_api.delete(database, body, documents);
    WHEN 'findAndModify' THEN
      SELECT p_result, p_success INTO reply, success FROM documentdb_api.find_and_modify(database, body);
  END CASE;
  IF success OR keeps_failure THEN
    INSERT INTO foyer.session AS s (id, number, reply, success)
      VALUES (session_id, session_number, reply::bytea, success)
      ON CONFLICT (id) DO UPDATE
        SET number = EXCLUDED.number, reply = EXCLUDED.reply, success = EXCLUDED.success, touched_at = now();
  END IF;
END
$$;
`;
