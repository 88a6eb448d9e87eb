-- Tells a pod that one of its claims was ended by somebody else.
-- The row count is 1, or 0 when that incarnation is gone.
-- It is no transaction with the cancel: when it is not done, the pod finds out when it next compares its claims.
update pod_health
set attention = attention + 1
where pod_id = :pod_id
  and incarnation = :incarnation
