-- Says that a pod is gone; a repeat by the same incarnation keeps the first time.
-- The row count is 1, or 0 when the incarnation is evicted. Relies on the primary key.
update pod_health
set
  state = 'left',
  left_ts = coalesce(left_ts, cast(unixepoch('subsec') * 1000 + 0.5 as integer))
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining', 'left')
