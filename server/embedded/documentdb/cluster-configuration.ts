/** PostgreSQL connections that may be open at once: more than the clients' own limit, since each open transaction holds one. */
export const MAX_POSTGRES_CONNECTIONS = 220;

/** The settings of the cluster, written anew at each start because the port may change. */
export function clusterConfiguration(port: number): string {
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    // A socket file would need a folder whose path is short enough.
    unix_socket_directories: '',
    max_connections: MAX_POSTGRES_CONNECTIONS + 20,
    shared_preload_libraries: 'pg_cron,pg_documentdb_core,pg_documentdb',
    'cron.database_name': 'postgres',
    // Jobs (such as the deletion of expired documents) run inside the server, without connecting to its port.
    'cron.use_background_workers': 'on',
    'cron.log_run': 'off',
    'cron.log_statement': 'off',
    max_worker_processes: 16,
    'documentdb.localhost_connection_string': 'host=127.0.0.1',
    // A cursor's rest is kept in a file, so that it needs no connection of its own between two batches.
    'documentdb.useFileBasedPersistedCursors': 'on',
    'documentdb.defaultCursorExpiryTimeLimitSeconds': 1800,
    // Unique secondary indexes are exclusion constraints, whose races end in deadlocks that must be found soon.
    deadlock_timeout: '15ms',
    // One machine, no replicas: the log serves crash recovery alone.
    wal_level: 'minimal',
    max_wal_senders: 0,
    shared_buffers: '128MB',
    // Short statements gain nothing from compilation or parallel workers.
    jit: 'off',
    max_parallel_workers_per_gather: 0,
    // Refused statements are answered to the client; the log is for the server's own affairs.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}
