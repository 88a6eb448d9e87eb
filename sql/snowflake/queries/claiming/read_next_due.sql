-- Tells how long until the next step is due or expires.
-- Columns: due_in_ms; below 0 when it is overdue, null when no step waits for its time. Always one row.
select min(due.due_ts) - date_part(epoch_millisecond, sysdate()) as due_in_ms
from (
  select min(not_before_ts) as due_ts
  from step_tracker
  where status = 'scheduled'
  union all
  select min(expires_ts)
  from step_tracker
  where expires_ts is not null and status in ('blocked', 'scheduled', 'pending')
) as due
