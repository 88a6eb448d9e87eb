-- Tells which of the server's processes answers. Always one row.
select pg_backend_pid() as process_id
