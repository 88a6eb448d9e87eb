-- Says that a pod lives.
-- The row count is 1, or 0 when the incarnation is evicted or has left.
-- Relies on the primary key; locks one row.
update pod_health
set
  beat = beat + 1,
  beat_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  running = :running
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining')
