-- Tells which steps have ended or do not exist.
-- :step_ids is a JSON array of texts. Columns: step_id. No rows: all are still open.
select wanted.step_id
from (
  select as_varchar(element.value) as step_id
  from table(flatten(input => parse_json(:step_ids))) as element) as wanted
left join step_tracker as step
  on step.step_id = wanted.step_id
where step.step_id is null
  or step.status in ('completed', 'failed', 'cancelled', 'expired')
