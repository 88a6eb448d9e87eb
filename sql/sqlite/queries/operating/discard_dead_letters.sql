-- Deletes dead letters of one task type, or of all where it is null; those that ended first go first.
-- The row count tells how many; fewer than :limit means that none is left.
-- Relies on step_tracker_ended_idx.
delete from step_tracker
where seq in (
  select seq
  from step_tracker
  where status = 'failed'
    and ended_ts is not null
    and (:task_type is null or task_type = :task_type)
  order by ended_ts
  limit :limit)
