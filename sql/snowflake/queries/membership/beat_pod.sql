-- Says that a pod lives.
-- The row count is 1, or 0 when the incarnation is evicted or has left.
-- Beats have a table of their own, so they never wait for claims and outcomes.
update pod_health
set
  beat = beat + 1,
  beat_ts = date_part(epoch_millisecond, sysdate()),
  running = :running
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining')
