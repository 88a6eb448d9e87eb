-- Ends steps that were not started in time.
-- The row count tells how many; fewer than :limit means that none is left.
-- Relies on step_tracker_expiring_idx.
update step_tracker
set
  status = 'expired',
  ended_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer),
  updated_ts = cast(unixepoch('subsec') * 1000 + 0.5 as integer)
where seq in (
  select seq
  from step_tracker
  where expires_ts is not null
    and status in ('blocked', 'scheduled', 'pending')
    and expires_ts <= cast(unixepoch('subsec') * 1000 + 0.5 as integer)
  order by expires_ts
  limit :limit)
