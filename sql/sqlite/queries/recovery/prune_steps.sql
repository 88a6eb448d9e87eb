-- Deletes steps of one ended status that ended at least :age_ms ago, oldest first.
-- The row count tells how many; fewer than :limit means that none is left.
-- Relies on step_tracker_ended_idx.
delete from step_tracker
where seq in (
  select seq
  from step_tracker
  where status = :status
    and ended_ts <= cast(unixepoch('subsec') * 1000 + 0.5 as integer) - :age_ms
  order by ended_ts
  limit :limit)
