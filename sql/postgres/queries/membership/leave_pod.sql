-- Says that a pod is gone; a repeat by the same incarnation keeps the first time.
-- The row count is 1, or 0 when the incarnation is evicted. Relies on the primary key.
update pod_health
set
  state = 'left',
  left_ts = coalesce(left_ts, cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint))
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining', 'left')
