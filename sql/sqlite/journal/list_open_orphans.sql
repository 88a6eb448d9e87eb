-- Lists the orphans that were not taken, in the order added, to move them when the file fails.
-- Columns: step_id, epoch, pod_id, has_retries_left. No rows: all were taken.
select step_id, epoch, pod_id, has_retries_left
from orphan
where is_taken = 0
order by place
