-- Deletes dead letters of one task type, or of all where it is null; those that ended first go first.
-- The row count tells how many; fewer than :limit means that none is left, or that another pod is at it.
-- Relies on step_tracker_ended_idx; passes over rows that are locked.
with dead as materialized (
  select ctid as address
  from step_tracker
  where status = 'failed'
    and ended_ts is not null
    and (cast(:task_type as text) is null or task_type = :task_type)
  order by ended_ts
  limit :limit
  for update skip locked
)
delete from step_tracker
where ctid = any (array(select address from dead))
