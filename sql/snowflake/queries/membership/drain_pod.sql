-- Says that a pod claims no more.
-- The row count is 1, or 0 when the incarnation is evicted or has left.
update pod_health
set state = 'draining'
where pod_id = :pod_id
  and incarnation = :incarnation
  and state in ('active', 'draining')
