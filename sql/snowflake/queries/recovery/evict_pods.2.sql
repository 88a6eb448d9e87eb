-- Reads back the pods that the first statement evicted.
-- Columns: pod_id and incarnation of each. No rows: all beat again, or others were faster.
select pod_id, incarnation
from pod_health
where write_token = :token
