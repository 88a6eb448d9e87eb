-- Ends steps that were not started in time.
-- The row count tells how many; fewer than :limit means that none is left.
update step_tracker
set
  status = 'expired',
  ended_ts = due.now_ms,
  updated_ts = due.now_ms
from (
  select late.step_id as due_id, clock.now_ms as now_ms
  from step_tracker as late
  join (
    select date_part(epoch_millisecond, sysdate()) as now_ms) as clock
    on late.expires_ts <= clock.now_ms
  where late.status in ('blocked', 'scheduled', 'pending')
  qualify row_number() over (order by late.expires_ts, late.seq) <= :limit) as due
where step_tracker.step_id = due.due_id
  and step_tracker.status in ('blocked', 'scheduled', 'pending')
