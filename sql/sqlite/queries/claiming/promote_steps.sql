-- Makes due steps pending.
-- The row count tells how many; fewer than :limit means that none is left.
-- Relies on step_tracker_scheduled_idx.
update step_tracker
set
  status = 'pending',
  updated_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer)
where seq in (
  select seq
  from step_tracker
  where status = 'scheduled'
    and not_before_ts <= cast(unixepoch('subsec') * 1000 + 0.5 as integer)
  order by not_before_ts
  limit :limit)
