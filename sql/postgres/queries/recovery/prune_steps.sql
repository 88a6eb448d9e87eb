-- Deletes steps of one ended status that ended at least :age_ms ago, oldest first.
-- The row count tells how many; fewer than :limit means that none is left, or that another pod is at it.
-- Relies on step_tracker_ended_idx; passes over rows that are locked.
with old as materialized (
  select ctid as address
  from step_tracker
  where status = :status
    and ended_ts <= cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint) - :age_ms
  order by ended_ts
  limit :limit
  for update skip locked
)
delete from step_tracker
where ctid = any (array(select address from old))
