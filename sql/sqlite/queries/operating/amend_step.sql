-- Changes the priority or the earliest start of a step that waits; null leaves either as it is.
-- Columns: status that it now has. No rows: it does not wait, or is not there. Relies on the unique index of step_id.
update step_tracker
set
  priority = coalesce(:priority, priority),
  not_before_ts = coalesce(:not_before_ts, not_before_ts),
  status = case
    when :not_before_ts is null or status = 'blocked' then status
    when :not_before_ts > cast(unixepoch('subsec') * 1000 + 0.5 as integer) then 'scheduled'
    else 'pending'
  end,
  updated_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer)
where step_id = :step_id
  and status in ('blocked', 'scheduled', 'pending')
returning status
