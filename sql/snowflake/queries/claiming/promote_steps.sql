-- Makes due steps pending.
-- The row count tells how many; fewer than :limit means that none is left. One that is due and expired is left to
-- expire_steps: the two statements are no transaction, so neither may count on the other.
update step_tracker
set
  status = 'pending',
  updated_ts = due.now_ms
from (
  select early.step_id as due_id, clock.now_ms as now_ms
  from step_tracker as early
  join (
    select date_part(epoch_millisecond, sysdate()) as now_ms) as clock
    on early.not_before_ts <= clock.now_ms
  where early.status = 'scheduled'
    and (early.expires_ts is null or early.expires_ts > clock.now_ms)
  qualify row_number() over (order by early.not_before_ts, early.seq) <= :limit) as due
where step_tracker.step_id = due.due_id
  and step_tracker.status = 'scheduled'
