-- Changes the priority or the earliest start of a step that waits; null leaves either as it is.
-- Columns: status that it now has. No rows: it does not wait, or is not there. Relies on the unique index of step_id.
with clock as materialized (
  select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) as now_ms
)
update step_tracker as step
set
  priority = coalesce(cast(:priority as integer), step.priority),
  not_before_ts = coalesce(cast(:not_before_ts as bigint), step.not_before_ts),
  status = case
    when cast(:not_before_ts as bigint) is null or step.status = 'blocked' then step.status
    when cast(:not_before_ts as bigint) > clock.now_ms then 'scheduled'
    else 'pending'
  end,
  updated_ts = clock.now_ms
from clock
where step.step_id = :step_id
  and step.status in ('blocked', 'scheduled', 'pending')
returning step.status
