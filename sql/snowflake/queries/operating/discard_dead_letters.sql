-- Deletes dead letters of one task type, or of all where it is null; those that ended first go first.
-- The row count tells how many; fewer than :limit means that none is left.
delete from step_tracker
where status = 'failed'
  and step_id in (
    select dead.step_id
    from step_tracker as dead
    where dead.status = 'failed'
      and (cast(:task_type as varchar) is null or dead.task_type = cast(:task_type as varchar))
    qualify row_number() over (order by dead.ended_ts, dead.seq) <= :limit)
