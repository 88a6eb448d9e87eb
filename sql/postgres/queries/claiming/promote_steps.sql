-- Makes due steps pending.
-- The row count tells how many; fewer than :limit means that none is left, or that another pod is at it.
-- Relies on step_tracker_scheduled_idx; passes over rows that are locked.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
),
due as materialized (
  select ctid as address
  from step_tracker
  where status = 'scheduled'
    and not_before_ts <= (select now_ms from clock)
  order by not_before_ts
  limit :limit
  for update skip locked
)
update step_tracker as step
set
  status = 'pending',
  updated_ts = clock.now_ms
from clock
where step.ctid = any (array(select address from due))
