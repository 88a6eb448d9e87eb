-- Counts steps.
-- Columns: status, task_type (null for ended steps), priority (null but for pending ones), steps. No rows: there
-- are no steps.
select
  status,
  case when ended_ts is null then task_type end as task_type,
  case when status = 'pending' then priority end as priority,
  count(*) as steps
from step_tracker
group by 1, 2, 3
order by 1, 2, 3
