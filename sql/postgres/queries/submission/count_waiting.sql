-- Counts the steps that have not started, up to a limit.
-- Columns: steps. Always one row. Reads at most :limit entries of the partial indexes of the three statuses.
select count(*) as steps
from (
  select 1
  from step_tracker
  where status = 'pending'
  union all
  select 1
  from step_tracker
  where status = 'scheduled'
  union all
  select 1
  from step_tracker
  where status = 'blocked'
  limit :limit
) as waiting
