-- Counts steps.
-- Columns: status, task_type (null for ended steps), priority (null but for pending ones), steps. No rows: there
-- are no steps.
-- Reads the partial indexes of the statuses, all of their entries.
select status, cast(null as text) as task_type, cast(null as integer) as priority, count(*) as steps
from step_tracker
where ended_ts is not null
group by status
union all
select 'pending', task_type, priority, count(*)
from step_tracker
where status = 'pending'
group by task_type, priority
union all
select 'scheduled', task_type, null, count(*)
from step_tracker
where status = 'scheduled'
group by task_type
union all
select 'blocked', task_type, null, count(*)
from step_tracker
where status = 'blocked'
group by task_type
union all
select 'claimed', task_type, null, count(*)
from step_tracker
where status = 'claimed'
group by task_type
order by status, task_type, priority
