-- Takes the next orphans. Columns: place, step_id, epoch, pod_id, has_retries_left, in no order. No rows: all were
-- taken.
update orphan
set is_taken = 1
where place in (
  select place
  from orphan
  where is_taken = 0
  order by place
  limit :limit)
returning place, step_id, epoch, pod_id, has_retries_left
