-- Reads what decides whether this server can be the store.
-- Columns: version_num, version, is_standby (0 or 1), read_only (on or off), encoding, synchronous_commit, fsync,
-- schema_name (null: no schema of the search path exists). Always one row.
select
  cast(current_setting('server_version_num') as integer) as version_num,
  current_setting('server_version') as version,
  case when pg_is_in_recovery() then 1 else 0 end as is_standby,
  current_setting('transaction_read_only') as read_only,
  current_setting('server_encoding') as encoding,
  current_setting('synchronous_commit') as synchronous_commit,
  current_setting('fsync') as fsync,
  cast(current_schema() as text) as schema_name
