-- Ends steps that were not started in time.
-- The row count tells how many; fewer than :limit means that none is left, or that another pod is at it.
-- Relies on step_tracker_expiring_idx; passes over rows that are locked.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
due as materialized (
  select ctid as address
  from step_tracker
  where expires_ts is not null
    and status in ('blocked', 'scheduled', 'pending')
    and expires_ts <= (select now_ms from clock)
  order by expires_ts
  limit :limit
  for update skip locked
)
update step_tracker as step
set
  status = 'expired',
  ended_ts = clock.now_ms,
  updated_ts = clock.now_ms
from clock
where step.ctid = any (array(select address from due))
