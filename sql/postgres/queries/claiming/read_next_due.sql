-- Tells how long until the next step is due or expires.
-- Columns: due_in_ms; below 0 when it is overdue, null when no step waits for its time. Always one row.
-- Reads the first entry of step_tracker_scheduled_idx and of step_tracker_expiring_idx.
select
  min(due_ts) - cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as due_in_ms
from (
  select min(not_before_ts) as due_ts
  from step_tracker
  where status = 'scheduled'
  union all
  select min(expires_ts)
  from step_tracker
  where expires_ts is not null and status in ('blocked', 'scheduled', 'pending')
) as due
