-- Tells all listening pods what :notice says of steps. Its commit holds a lock of the whole server, so it is a
-- transaction of its own that does not wait for the disk: the setting holds for this transaction only.
select
  set_config('synchronous_commit', 'off', true) as setting,
  pg_notify('fleetq_changes', :notice) as told
