-- Says that a pod lives.
-- The row count is 1, or 0 when the incarnation is evicted or has left.
-- Relies on the primary key; locks one row. A beat that the loss of power undoes is missed by nobody, so its commit
-- does not wait for the disk: the setting holds for this transaction only.
update pod_health
set
  beat = beat + 1,
  beat_ts = cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint),
  running = :running
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining')
  and (select set_config('synchronous_commit', 'off', true)) is not null
