-- Tells which steps have ended or do not exist.
-- :step_ids is a JSON array of texts. Columns: step_id. No rows: all are still open.
-- Relies on the unique index of step_id.
select wanted.value as step_id
from json_each(:step_ids) as wanted
left join step_tracker as step
  on step.step_id = wanted.value
where step.step_id is null
  or step.status in ('completed', 'failed', 'cancelled', 'expired')
