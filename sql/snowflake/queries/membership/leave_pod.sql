-- Says that a pod is gone; a repeat by the same incarnation keeps the first time.
-- The row count is 1, or 0 when the incarnation is evicted.
update pod_health
set
  state = 'left',
  left_ts = coalesce(left_ts, date_part(epoch_millisecond, sysdate()))
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining', 'left')
